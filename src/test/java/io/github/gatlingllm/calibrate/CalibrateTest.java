package io.github.gatlingllm.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.config.InvalidConfigException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What properties make of a calibration, and what is said of faulty ones. */
class CalibrateTest {

  @TempDir private Path folder;

  private static CalibrationSettings settings(Map<String, String> properties) {
    return new CalibrationOptions(properties).settings();
  }

  @Test
  void withoutAnythingItIsTheLoadOfTheQuickStart() {
    CalibrationSettings settings = settings(Map.of());

    assertThat(settings.streams()).isEqualTo(8);
    assertThat(settings.tokens()).isEqualTo(64);
    assertThat(settings.tokensPerSecond()).isEqualTo(50);
    assertThat(settings.ramp()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.time()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.outputDir().normalize()).isEqualTo(Path.of("results"));
  }

  @Test
  void aConfigurationFileAndItsFlagsSayWhatIsPlanned() throws IOException {
    Path config = folder.resolve("config.json");
    Files.writeString(
        config,
        """
        {"provider": {"model": "m", "baseURL": "https://api.openai.com/v1", "adapter": "openai"},
         "benchmark": {"concurrency": 20, "inputTokens": {"mean": 30}, "outputTokens": {"mean": 9.6},
                       "maxRequests": 5, "streaming": false, "rampUp": {"duration": 600}}}
        """);

    CalibrationSettings settings =
        settings(
            Map.of(
                "llm.config", config.toString(),
                "llm.concurrency", "40",
                "llm.calibrate.tokensPerSecond", "12.5",
                "llm.calibrate.seconds", "4",
                "other", "x"));

    assertThat(settings.streams()).isEqualTo(40);
    assertThat(settings.tokens()).isEqualTo(10);
    assertThat(settings.tokensPerSecond()).isEqualTo(12.5);
    assertThat(settings.time()).isEqualTo(Duration.ofSeconds(4));
    assertThat(settings.ramp()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.properties())
        .containsOnlyKeys("llm.config", "llm.concurrency")
        .containsEntry("llm.concurrency", "40");
  }

  @Test
  void anAnswerFitsTwiceIntoTheTimeThatIsMeasuredAndHasAGap() {
    assertThat(settings(Map.of("llm.outputTokens", "100000")).tokens()).isEqualTo(250);
    assertThat(settings(Map.of("llm.outputTokens", "1")).tokens()).isEqualTo(2);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    CalibrationOptions options =
        new CalibrationOptions(
            Map.of(
                "llm.calibrate.tokensPerSecond", "fast\nerror",
                "llm.calibrate.seconds", "0",
                "llm.concurrency", "none of it"));

    assertThatThrownBy(options::settings)
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            e ->
                assertThat(e.faults())
                    .containsExactly(
                        "-Dllm.calibrate.tokensPerSecond=fast?error is not a number of tokens"
                            + " above 0, up to 10000",
                        "-Dllm.calibrate.seconds=0 is not a number of seconds above 0, up to 600",
                        "-Dllm.concurrency=none of it is not a whole number of 1 or more"));
  }

  @Test
  void faultsEndItWithAStatusOfTheirOwnAndNoStackTrace() throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        Calibrate.run(
            Map.of("llm.calibrate.seconds", "601", "llm.calibrate.second", "1"),
            print(out),
            print(errors));

    assertThat(status).isEqualTo(Calibrate.FAULTY_CONFIGURATION);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            Warning: -Dllm.calibrate.second is not a known setting and is ignored; there are \
            -Dllm.calibrate.tokensPerSecond and -Dllm.calibrate.seconds
            Invalid configuration:
              -Dllm.calibrate.seconds=601 is not a number of seconds above 0, up to 600
            """);
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
