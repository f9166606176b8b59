package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.config.Flag;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

/** What each command takes; what would change nothing of it is refused, and not ignored. */
class CommandOptionsTest {

  private static final int FAULTY = 3;

  /** Every command that takes no more than a few, with all of them. */
  private static final Map<String, Set<String>> FEW =
      Map.of(
          "report",
          Set.of(
              "--config",
              "--run-id",
              "--output-dir",
              "--input-file",
              "--reporters",
              "--export",
              "--goodput",
              "--objectives",
              "--price-input",
              "--price-output",
              "--fail-on",
              "--lag-share",
              "--send-lag-share",
              "--gc-time-share",
              "--longest-gc",
              "--process-cpu",
              "--machine-cpu",
              "--steal",
              "--open-files",
              "--concurrency-shortfall",
              "--rate-shortfall",
              "--not-sent",
              "--not-logged",
              "--log-backlog",
              "--help-all"),
          "merge",
          Set.of("--output-dir", "--clock-offset", "--allow", "--export"),
          "compare",
          Set.of("--fail-if", "--only-beyond-chance", "--markdown"),
          "info",
          Set.of("--config", "--output-dir", "--event-loops", "--help-all"),
          "completion",
          Set.of());

  /** Of those that take nearly all keys, the ones that they leave. */
  private static final Map<String, Set<String>> LEFT =
      Map.of(
          "run",
          Set.of(),
          "sweep",
          Set.of(),
          "capacity",
          Set.of(),
          "bench",
          Set.of("generatorEnabled"),
          "generate",
          Set.of(),
          "init",
          Set.of(),
          "count",
          Set.of(
              "budgetCost budgetTokens clientWarmUp concurrencyShortfall connectTimeout"
                  .concat(" drainTimeout eventLoops export failOn gcTimeShare goodput")
                  .concat(" includeUsage keepAliveTimeout lagShare live liveInterval logBacklog")
                  .concat(" logTexts longestGc machineCpu maxAnswerChars maxConnections")
                  .concat(" maxErrorRate maxSavedBytes maxSavedResponses notLogged notSent")
                  .concat(" objectives openFiles preflight priceInput priceOutput processCpu")
                  .concat(" providerConfig rateShortfall redact reporters saveResponses")
                  .concat(" sendLagShare steal stopErrorRate stopMinRequests stopObjectives")
                  .concat(" stopWindow streaming systemPrompt timeout warmUpRequests")
                  .split(" ")),
          "calibrate",
          Set.of(
              "adapter apiKeyEnv apiVersion awsProfile baseUrl budgetCost budgetTokens"
                  .concat(" concurrencyShortfall deployment drainTimeout failOn gcTimeShare")
                  .concat(" goodput inferenceComponent lagShare live liveInterval logBacklog")
                  .concat(" logTexts longestGc machineCpu maxDuration maxErrorRate maxRequests")
                  .concat(" model notLogged notSent objectives openFiles preflight priceInput")
                  .concat(" priceOutput processCpu rampDown rampDownRequests rateShortfall")
                  .concat(" redact region sendLagShare steal stopErrorRate stopMinRequests")
                  .concat(" stopObjectives stopWindow streaming targetModel targetVariant")
                  .concat(" template timeout warmUpRequests")
                  .split(" ")));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return new Shell(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8))
        .run(arguments);
  }

  private String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  private static List<OptionSpec> options(String command) {
    return HelpText.commandLine(Commands.named(command).orElseThrow(), true)
        .getCommandSpec()
        .options();
  }

  private static Set<String> names(String command) {
    return options(command).stream()
        .map(OptionSpec::longestName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Stream<String> few() {
    return FEW.keySet().stream();
  }

  static Stream<String> nearlyAll() {
    return LEFT.keySet().stream();
  }

  @Test
  void everyCommandIsInTheTable() {
    assertThat(Stream.concat(few(), nearlyAll()))
        .containsExactlyInAnyOrderElementsOf(Commands.names());
  }

  @ParameterizedTest
  @MethodSource("few")
  void aCommandThatTakesFewTakesThese(String command) {
    Set<String> all = new TreeSet<>(FEW.get(command));
    all.addAll(List.of("--help", "--version", "--json"));
    assertThat(names(command)).isEqualTo(all);
  }

  @ParameterizedTest
  @MethodSource("nearlyAll")
  void aCommandThatTakesKeysTakesAllButThese(String command) {
    Set<String> taken = names(command);
    assertThat(
            SettingOptions.FLAGS.stream()
                .filter(flag -> !taken.contains(flag.option()))
                .map(Flag::property))
        .containsExactlyInAnyOrderElementsOf(LEFT.get(command));
  }

  @ParameterizedTest
  @ValueSource(strings = {"generate", "count", "calibrate", "report", "info"})
  void whatStartsNothingThatCostsIsNotToldYes(String command) {
    assertThat(names(command)).doesNotContain("--yes");
  }

  static Stream<Arguments> refused() {
    List<Arguments> refused = new ArrayList<>();
    for (String command : Commands.names()) {
      Set<String> taken = names(command);
      options("run").stream()
          .filter(option -> !taken.contains(option.longestName()))
          .forEach(
              option ->
                  refused.add(
                      Arguments.of(command, option.longestName(), option.arity().max() > 0)));
    }
    return refused.stream();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatAnotherCommandTakesIsRefusedByName(String command, String option, boolean hasValue) {
    String[] typed =
        hasValue ? new String[] {command, option, "x"} : new String[] {command, option};
    assertThat(run(typed)).isEqualTo(FAULTY);
    assertThat(errors()).hasLineCount(1).contains(option + " changes nothing of " + command);
    assertThat(out.size()).isZero();
  }

  @Test
  void allThatIsRefusedIsToldAtOnceWithWhatIsTaken() {
    assertThat(run("report", "results/a", "--redact", "--seed=7", "-n", "5")).isEqualTo(FAULTY);
    assertThat(errors())
        .isEqualToIgnoringNewLines(
            "gatling-llm: --redact, --seed, -n change nothing of report and are not accepted; it"
                + " takes --config, --export, --fail-on, --goodput, --help, --help-all,"
                + " --input-file, --json, --objectives, --output-dir, --price-input,"
                + " --price-output, --reporters, --run-id, --version (all: report --help-all)");
  }

  @Test
  void twoWaysToSayTheSameAreRefused() {
    assertThat(run("report", "results/a", "--run-id", "b")).isEqualTo(FAULTY);
    assertThat(run("report", "-o", "results")).isEqualTo(FAULTY);
    assertThat(run("report", "--input-file", "none.jsonl")).isEqualTo(FAULTY);
    assertThat(run("count", "a.jsonl", "--input-file", "b.jsonl")).isEqualTo(FAULTY);
    assertThat(run("compare", "a", "b", "--json", "--markdown")).isEqualTo(FAULTY);
    assertThat(run("compare", "a", "b", "--only-beyond-chance")).isEqualTo(FAULTY);
    assertThat(errors().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("--run-id says which run, and so does 'results/a'"),
            line -> assertThat(line).contains("--output-dir is the folder of all runs"),
            line -> assertThat(line).contains("--input-file is not the folder of a run"),
            line -> assertThat(line).contains("'a.jsonl' and --input-file are both"),
            line -> assertThat(line).contains("--json and --markdown"),
            line -> assertThat(line).contains("--fail-if"));
  }
}
