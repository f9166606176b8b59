package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run id that cannot be the name of a folder is refused, and no other name is taken for it. */
class RunIdTest {

  private static final int FAULTY = 3;

  @TempDir private Path temp;

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int run(List<String> arguments) {
    PrintStream none = new PrintStream(PrintStream.nullOutputStream());
    return new Shell(none, new PrintStream(errors, true, StandardCharsets.UTF_8))
        .run(arguments.toArray(String[]::new));
  }

  private String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  private List<String> with(String command, String... more) {
    List<String> typed =
        new ArrayList<>(
            List.of(command, "--output-dir", temp.resolve("results").toString(), "--run-id"));
    typed.add("feature/a");
    typed.addAll(List.of(more));
    return typed;
  }

  private void assertRefused(List<String> typed) {
    assertThat(run(typed)).as(errors()).isEqualTo(FAULTY);
    assertThat(errors())
        .contains("--run-id=feature/a is not a run id (1 to 128 letters, digits")
        .doesNotContain("-Dllm");
    assertThat(temp).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "generate", "count", "calibrate", "report"})
  void everyCommandThatTakesOneRefusesIt(String command) {
    assertRefused(with(command));
  }

  @Test
  void soDoThoseThatNeedMore() {
    assertRefused(with("sweep", "--levels", "1,2"));
    assertRefused(with("capacity", "--objectives", "ttft.p95:500"));
  }

  @Test
  void benchRefusesItToo() throws IOException {
    Path prompts =
        Files.writeString(
            Files.createTempDirectory("prompts").resolve("p.jsonl"), "{\"text\":\"a\"}\n");
    assertRefused(with("bench", "--input-file", prompts.toString()));
  }

  @Test
  void aSimulationOfOnesOwnIsNotRunUnderAnotherName() {
    assertRefused(with("run", "--simulation", BenchmarkSimulation.class.getName()));
  }

  @Test
  void itIsToldWithAllOtherFaults() {
    assertThat(run(with("run", "--max-duration", "soon"))).isEqualTo(FAULTY);
    assertThat(errors()).contains("--run-id=feature/a is not", "--max-duration=soon is not");
  }
}
