package io.github.gatlingllm.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportedStreamTest {

  private static final String LINE =
      """
      {"outcome":"%s","startTime":1795325045750.374001,"ttftMs":10.000001,"e2eLatencyMs":31,\
      "interTokenLatencies":[20,0.5],"inputText":"%s"}""";

  @TempDir private Path folder;

  @Test
  void aLineOfTheLogIsReadToTheNanosecond() {
    ReportedStream stream = ReportedStream.parse(LINE.formatted("ok", "name-1 12345 Tell me a"));

    assertThat(stream.id()).isEqualTo("name-1");
    assertThat(stream.promptNanos()).isEqualTo(12_345);
    assertThat(stream.startedNanos()).isEqualTo(1_795_325_045_750_374_001L);
    assertThat(stream.e2eNanos()).isEqualTo(31_000_000);
    assertThat(stream.stampsNanos()).containsExactly(10_000_001, 30_000_001, 30_500_001);
  }

  @Test
  void whatFailedOrHasNoNameIsLeftOut() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    Files.writeString(
        run.resolve("run_log.jsonl"),
        LINE.formatted("reset", "name-1 1 a")
            + "\n"
            + LINE.formatted("ok", " 12345 a")
            + "\n"
            + LINE.formatted("ok", "name-2 1 a")
            + "\n");

    assertThat(ReportedStream.ofRunLogs(folder))
        .extracting(ReportedStream::id)
        .containsExactly("name-2");
  }

  @Test
  void whatIsNoLogIsRefused() {
    assertThatThrownBy(() -> ReportedStream.parse("{\"outcome\":"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a line of a run log");
  }

  @Test
  void stampsInMillisecondsAreReadSinceTheStart() throws IOException {
    Path file = folder.resolve("stamps.txt");
    Files.writeString(file, "a 1000 1010 1030\nempty 1000\n");

    assertThat(ReportedStream.ofStamps(file))
        .singleElement()
        .satisfies(
            stream -> {
              assertThat(stream.id()).isEqualTo("a");
              assertThat(stream.stampsNanos()).containsExactly(10_000_000, 30_000_000);
              assertThat(stream.e2eNanos()).isEqualTo(30_000_000);
            });
  }
}
