package io.github.gatlingllm.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A merge whose JVM is ended while it writes, as by Ctrl-C: in a JVM of its own. */
class EndedMergeTest {

  private static final int ENDED = 130;

  @TempDir private Path parent;

  /** Joins the runs of a folder, and ends the JVM when nearly all of it is written. */
  static final class EndingMerge {

    private EndingMerge() {}

    public static void main(String[] arguments) throws Exception {
      Path parent = Path.of(arguments[0]);
      MergeOptions ending =
          new MergeOptions(
              Set.of(),
              Map.of(),
              (summary, folder) -> {
                if (Files.exists(folder.resolve("summary.json"))) {
                  System.exit(ENDED); // Runs what a signal runs.
                }
                return List.of();
              });
      Merge.runs(
          List.of(parent.resolve("a"), parent.resolve("b")), parent.resolve("joined"), ending);
    }
  }

  @Test
  void nothingIsLeft() throws Exception {
    new MachineRun(parent, "a", 1).write();
    new MachineRun(parent, "b", 2).write();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(EndingMerge.class.getName());
    command.add(parent.toString());
    File output = parent.resolve("output.txt").toFile();

    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

    assertThat(process.exitValue()).as(Files.readString(output.toPath())).isEqualTo(ENDED);
    try (Stream<Path> left = Files.list(parent)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("a", "b", "output.txt");
    }
  }
}
