package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The command line in a JVM of its own, which starts that of a run. */
final class MainProcess implements AutoCloseable {

  private static final long LIMIT_SECONDS = 180;
  private static final long LOOK_MILLIS = 20;

  private final Path folder;
  private final Process process;

  private MainProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** Starts it in a folder, with what it prints in files there. */
  static MainProcess start(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("os.name").equals("Linux")) {
      command.addAll(List.of("env", "--default-signal=INT,TERM,HUP"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-Xmx256m", "-cp", classPath, Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    return new MainProcess(folder, process);
  }

  void await(BooleanSupplier happened) throws IOException, InterruptedException {
    long tries = TimeUnit.SECONDS.toMillis(LIMIT_SECONDS) / LOOK_MILLIS;
    while (!happened.getAsBoolean()) {
      assertThat(process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)).as(errors()).isFalse();
      assertThat(tries--).as(errors()).isPositive();
    }
  }

  /** The JVM of the run. */
  ProcessHandle child() {
    return process.children().findFirst().orElseThrow();
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  int exitStatus() throws IOException, InterruptedException {
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertThat(ended).as(errors()).isTrue();
    return process.exitValue();
  }

  String output() throws IOException {
    return Files.readString(folder.resolve("out.txt"));
  }

  String errors() throws IOException {
    return Files.readString(folder.resolve("err.txt"));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
