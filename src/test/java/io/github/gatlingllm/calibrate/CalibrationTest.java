package io.github.gatlingllm.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.report.CalibrationFile;
import io.github.gatlingllm.report.CalibrationResult;
import io.github.gatlingllm.report.CalibrationText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole calibration with a tiny load. What it measures here is worth nothing; that it does is.
 */
class CalibrationTest {

  private static final int STREAMS = 2;

  @TempDir private Path folder;

  @Test
  void comparesStreamsFindsCeilingsAndLeavesNothingBehind() throws Exception {
    List<String> told = new ArrayList<>();
    CalibrationSettings settings =
        new CalibrationSettings(
            STREAMS,
            Duration.ZERO,
            5,
            50,
            Duration.ZERO,
            Duration.ofSeconds(1),
            STREAMS + 1,
            folder,
            Map.of("llm.inputTokens", "20", "llm.clientWarmUp", "0"));

    CalibrationResult result = new Calibration(settings, told::add).run();

    assertThat(result.accuracy().compared()).isPositive();
    assertThat(result.accuracy().unmatched()).isZero();
    assertThat(result.accuracy().failed()).isZero();
    assertThat(result.tokens().perSecond()).isPositive();
    assertThat(result.requests().perSecond()).isPositive();
    assertThat(result.streams().bound()).isEqualTo(STREAMS + 1);
    assertThat(Stream.of(result.streams().kept(), result.streams().notKept()))
        .anyMatch(step -> step.isPresent());
    assertThat(result.client().eventLoops()).isPositive();
    assertThat(result.load()).isEqualTo(new CalibrationResult.Load(STREAMS, 5, 50, 0, 0, 1));
    assertThat(result.versions()).containsKeys("gatling-llm", "gatling", "java");
    assertThat(told)
        .startsWith("Calibrating: error of the planned load, 2 streams")
        .hasSizeGreaterThan(2);
    assertKept(result);
    assertThat(ProcessHandle.current().children()).isEmpty();
    assertThat(scratchFolders()).isEmpty();
  }

  private void assertKept(CalibrationResult result) throws IOException {
    CalibrationFile file = CalibrationFile.of(folder, result.host());
    file.write(result);
    CalibrationFile.Found found = file.read(result.processors());
    assertThat(found.warning()).isEmpty();
    assertThat(found.result())
        .hasValueSatisfying(read -> assertThat(read.load()).isEqualTo(result.load()));
    assertThat(Files.readString(file.path()))
        .doesNotContain(folder.toString(), System.getProperty("user.home"));
    assertThat(new CalibrationText(result).render(file.path())).contains("Planned load: 2 streams");
  }

  private static List<Path> scratchFolders() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("gatling-llm-calibrate-"))
          .toList();
    }
  }
}
