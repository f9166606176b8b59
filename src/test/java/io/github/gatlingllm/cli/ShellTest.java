package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTest {

  private static final int FAULTY = 3;

  @TempDir Path temp;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return new Shell(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8))
        .run(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  static List<String> commands() {
    return Commands.names();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help", "help"})
  void helpNamesEveryCommand(String word) {
    assertThat(run(word)).isZero();
    assertThat(out()).contains(Commands.names());
    assertThat(errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpOfACommandHasAnExampleOfItThatIsAccepted(String name) {
    assertThat(run(name, "-h")).isZero();
    Command command = Commands.named(name).orElseThrow();
    assertThat(out()).contains(command.summary(), "java -jar gatling-llm.jar " + command.example());
    List<String> example = List.of(command.example().split(" > ")[0].split(" "));
    CommandWords words = CommandWords.of(example);
    assertThat(words.command()).contains(command);
    HelpText.commandLine(command, false).parseArgs(words.rest().toArray(String[]::new));
  }

  @Test
  void helpOfAllKeysNamesThemAll() {
    assertThat(run("run", "--help-all")).isZero();
    SettingOptions.FLAGS.forEach(flag -> assertThat(out()).contains(flag.option()));
  }

  @Test
  void versionsArePrintedWhateverElseIsTyped() {
    assertThat(run("run", "-v")).isZero();
    assertThat(out()).contains("gatling-llm ", "gatling ", "java ");
  }

  @Test
  void nothingTypedIsAnsweredWithHelpAndAStatus() {
    assertThat(run()).isEqualTo(FAULTY);
    assertThat(errors()).contains("Usage:");
  }

  @Test
  void anUnknownOptionIsOneLineWithTheNearest() {
    assertThat(run("run", "--max-request=secret")).isEqualTo(FAULTY);
    assertThat(errors())
        .isEqualToIgnoringNewLines(
            "gatling-llm: --max-request is not an option of run; did you mean --max-requests?");
  }

  @Test
  void aMissingValueIsOneLine() {
    assertThat(run("run", "--model")).isEqualTo(FAULTY);
    assertThat(errors()).hasLineCount(1).contains("--model", "run --help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--api-key=sk-hidden", "--token", "--apikey"})
  void aKeyIsRefusedAndNotRepeated(String option) {
    assertThat(run("run", option, "sk-hidden")).isEqualTo(FAULTY);
    assertThat(errors())
        .hasLineCount(1)
        .contains("OPENAI_API_KEY", "--api-key-env")
        .doesNotContain("sk-hidden");
  }

  @Test
  void aMisspeltCommandIsNotRun() {
    assertThat(run("gnerate", "-m", "x")).isEqualTo(FAULTY);
    assertThat(errors()).hasLineCount(1).contains("'gnerate'", "did you mean generate?");
  }

  @Test
  void faultsOfTheConfigurationNameWhatWasTyped() throws IOException {
    Path config = Files.writeString(temp.resolve("c.json"), "{\"benchmark\":{\"maxRequest\":5}}");
    assertThat(run("-c", config.toString(), "--max-duration", "soon", "--timeout=-1"))
        .isEqualTo(FAULTY);
    assertThat(errors())
        .contains(
            "Warning: benchmark.maxRequest is not a known key",
            "--max-duration=soon is not ",
            "--timeout=-1 is not ",
            "benchmark.concurrency is missing")
        .doesNotContain("-Dllm.", "\tat ");
  }

  @Test
  void aConfigurationThatIsNotThereIsOneFault() {
    assertThat(run("run", "--config", temp.resolve("none.json").toString())).isEqualTo(FAULTY);
    assertThat(errors()).contains("there is no such file");
  }

  @Test
  void benchNeedsAFileAndSweepLevelsAndCapacityObjectives() throws IOException {
    String config = config("");
    assertThat(run("bench", "-c", config)).isEqualTo(FAULTY);
    assertThat(run("sweep", "-c", config)).isEqualTo(FAULTY);
    assertThat(run("capacity", "-c", config)).isEqualTo(FAULTY);
    assertThat(errors()).contains("--input-file", "--levels", "benchmark.objectives is missing");
    assertThat(temp.resolve("results")).doesNotExist();
  }

  @Test
  void reportOfNoRunSaysWhatIsMissing() {
    assertThat(run("report", temp.toString())).isEqualTo(1);
    assertThat(run("report")).isEqualTo(FAULTY);
    assertThat(errors()).hasLineCount(2).contains("run_log.jsonl", "report needs the folder");
  }

  @Test
  void generateWritesPromptsThatCountCounts() throws IOException {
    String config = config("");
    assertThat(run("generate", "-c", config, "--max-requests", "7", "--run-id", "g")).isZero();
    Path folder = temp.resolve("results/g");
    Path prompts = folder.resolve("prompts.jsonl");
    assertThat(Files.readAllLines(prompts))
        .hasSize(7)
        .allMatch(
            line -> line.matches("\\{\"text\":.*,\"tokenCount\":\\d+,\"outputTokenTarget\":\\d+}"));
    assertThat(Files.readString(folder.resolve("overrides.json")))
        .isEqualToIgnoringWhitespace("{\"benchmark\": {\"maxRequests\": 7}}");
    assertThat(folder.resolve("config.resolved.json")).exists();
    out.reset();
    assertThat(run("count", prompts.toString(), "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out()).path("prompts").asInt()).isEqualTo(7);
  }

  @Test
  void generateRefusesConversations() throws IOException {
    String config = config(", \"conversation\": {\"turns\": 3}");
    assertThat(run("generate", "-c", config)).isEqualTo(FAULTY);
    assertThat(errors()).contains("benchmark.conversation");
  }

  private String config(String more) throws IOException {
    String json =
        """
        {"provider": {"model": "m", "baseURL": "http://127.0.0.1:1/v1"},
         "benchmark": {"concurrency": 1, "inputTokens": {"mean": 40}, "outputTokens": {"mean": 8},
                       "maxRequests": 5, "outputDir": "%s"%s}}
        """;
    String results = temp.resolve("results").toString().replace("\\", "\\\\");
    return Files.writeString(temp.resolve("c.json"), json.formatted(results, more)).toString();
  }

  @Test
  void infoIsJsonOnRequest() throws IOException {
    assertThat(run("info", "--json", "-o", temp.toString())).isZero();
    assertThat(new ObjectMapper().readTree(out()).path("calibrationFile").asText())
        .startsWith(temp.toString());
  }

  @Test
  void completionIsOfAllCommandsAndOptions() {
    assertThat(run("completion", "bash")).isZero();
    assertThat(out()).contains(Commands.names()).contains("--max-requests", "--run-id");
    assertThat(run("completion", "fish")).isEqualTo(FAULTY);
  }

  @Test
  void aSimulationThatIsNotThereIsToldBeforeAnythingStarts() {
    assertThat(run("run", "--simulation", "com.acme.None")).isEqualTo(FAULTY);
    assertThat(run("run", "--class-path", temp.resolve("no.jar").toString())).isEqualTo(FAULTY);
    assertThat(errors()).hasLineCount(2).contains("com.acme.None", "no.jar");
  }
}
