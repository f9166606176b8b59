package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.config.Flag;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class SettingOptionsTest {

  static List<Flag> flags() {
    return SettingOptions.FLAGS;
  }

  private static Map<String, String> properties(String... arguments) {
    return properties(Map.of(), arguments);
  }

  private static Map<String, String> properties(Map<String, String> given, String... arguments) {
    CommandLine line = HelpText.commandLine(Commands.main(), false);
    PrintStream none = new PrintStream(PrintStream.nullOutputStream());
    return new Invocation(Commands.main(), line.parseArgs(arguments), given, none, none)
        .properties();
  }

  @ParameterizedTest
  @MethodSource("flags")
  void everyKeyOfTheConfigurationIsAnOption(Flag flag) {
    if (flag.isSwitch()) {
      assertThat(properties(flag.option())).containsExactly(Map.entry(flag.propertyName(), "true"));
      assertThat(properties(SettingOptions.negative(flag)))
          .containsExactly(Map.entry(flag.propertyName(), "false"));
    } else {
      assertThat(properties(flag.option(), "a value"))
          .containsExactly(Map.entry(flag.propertyName(), "a value"));
    }
  }

  /** reference: flotest 0.4.0, {@code cli/args.ts}. */
  @Test
  void flotestsFlagsAndShortFormsAreThere() {
    assertThat(
            properties(
                "-c",
                "config.json",
                "--run-id",
                "id",
                "-m",
                "model",
                "-n",
                "5",
                "--max-requests",
                "10",
                "--max-duration",
                "20",
                "-o",
                "out",
                "--base-url",
                "http://h/v1",
                "--no-streaming"))
        .containsOnly(
            Map.entry("llm.config", "config.json"),
            Map.entry("llm.runId", "id"),
            Map.entry("llm.model", "model"),
            Map.entry("llm.concurrency", "5"),
            Map.entry("llm.maxRequests", "10"),
            Map.entry("llm.maxDuration", "20"),
            Map.entry("llm.outputDir", "out"),
            Map.entry("llm.baseUrl", "http://h/v1"),
            Map.entry("llm.streaming", "false"));
    assertThat(properties("--config", "a", "--model=@cf/m", "--concurrency=1", "--streaming"))
        .containsEntry("llm.model", "@cf/m")
        .containsEntry("llm.streaming", "true");
    assertThat(properties("--no-streaming", "--streaming")).containsEntry("llm.streaming", "true");
    assertThat(properties("--streaming", "--no-streaming")).containsEntry("llm.streaming", "false");
  }

  @Test
  void theLastOneHoldsAndOptionsHoldOverProperties() {
    assertThat(
            properties(
                Map.of("llm.seed", "1", "llm.timeout", "9", "user.dir", "x"),
                "--seed",
                "-2",
                "--seed",
                "-3"))
        .containsOnly(Map.entry("llm.seed", "-3"), Map.entry("llm.timeout", "9"));
  }
}
