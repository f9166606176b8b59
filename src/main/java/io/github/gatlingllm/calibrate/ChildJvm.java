package io.github.gatlingllm.calibrate;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own with this one's class path, which ends with this one at the latest. It has a
 * standard input that closes when this JVM is gone, however it went. For use by one thread.
 */
public final class ChildJvm implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final long POLL_MILLIS = 50;

  private final Process process;
  private final Path log;

  private ChildJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a main class, with its output in a file.
   *
   * @throws UncheckedIOException where it cannot be started
   * @throws IllegalStateException where this JVM is ending
   */
  public static ChildJvm start(List<String> jvmArguments, List<String> mainAndArguments, Path log) {
    List<String> command =
        command(jvmArguments, System.getProperty("java.class.path"), mainAndArguments);
    try {
      File file = log.toFile();
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file).start();
      endWithThisJvm(process);
      return new ChildJvm(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What starts a main class in a JVM of this one's kind. */
  public static List<String> command(
      List<String> jvmArguments, String classPath, List<String> mainAndArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.addAll(List.of("-cp", classPath));
    command.addAll(mainAndArguments);
    return command;
  }

  private static void endWithThisJvm(Process process) {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    } catch (IllegalStateException e) {
      process.destroyForcibly(); // This JVM is ending already.
      throw e;
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The status that it ended with. */
  public int exitStatus() {
    return process.exitValue();
  }

  /** The CPU time it has taken, user and system. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** What it has printed. */
  public String output() {
    try {
      // Not readString, which refuses bytes that are not UTF-8: any program may print them.
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for so long, or less if it ends meanwhile; whether it has ended. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Waits for it to end by itself; what CPU time it took, to a few hundredths of a second.
   *
   * @throws IllegalStateException where it still runs after five minutes
   */
  public Duration await() throws InterruptedException {
    Duration cpu = await(LIMIT);
    if (isAlive()) {
      throw new IllegalStateException("still running after " + LIMIT + ":\n" + output());
    }
    return cpu;
  }

  /** As {@link #await()}, up to a limit: it may still run when this returns. */
  public Duration await(Duration limit) throws InterruptedException {
    Duration cpu = Duration.ZERO;
    for (long waited = 0; waited < limit.toMillis(); waited += POLL_MILLIS) {
      Duration now = cpu();
      cpu = now.isZero() ? cpu : now; // Of one that has ended the system knows nothing.
      if (endsWithin(Duration.ofMillis(POLL_MILLIS))) {
        return cpu;
      }
    }
    return cpu;
  }

  /** Ends it at once, and waits until it is gone. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
