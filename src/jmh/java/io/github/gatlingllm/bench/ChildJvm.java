package io.github.gatlingllm.bench;

import java.io.BufferedReader;
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

/** A JVM of its own with this one's class path, which ends with this one at the latest. */
final class ChildJvm implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final long POLL_MILLIS = 50;

  private final Process process;
  private final Path log;

  private ChildJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a main class, with its output in a file. */
  static ChildJvm start(List<String> jvmArguments, List<String> mainAndArguments, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(mainAndArguments);
    try {
      File file = log.toFile();
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new ChildJvm(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The CPU time it has taken, user and system. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** What its system has in memory for it, in bytes; 0 where that cannot be had. */
  long residentBytes() {
    try (BufferedReader lines =
        Files.newBufferedReader(Path.of("/proc", Long.toString(pid()), "status"))) {
      return lines
          .lines()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  /** The heap that is reachable, after a full collection. */
  long liveHeapBytes() {
    String histogram = ask("GC.class_histogram");
    String total = histogram.substring(histogram.lastIndexOf("Total")).strip();
    return Long.parseLong(total.split("\\s+", -1)[2]);
  }

  /** Gives it one of the commands of {@code jcmd}; what that prints. */
  String ask(String... commandAndArguments) {
    List<String> command = new ArrayList<>(List.of("jcmd", Long.toString(pid())));
    command.addAll(List.of(commandAndArguments));
    try {
      Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has printed. */
  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for it to end by itself; what CPU time it took, to a few hundredths of a second. */
  Duration await() throws InterruptedException {
    Duration cpu = Duration.ZERO;
    for (long waited = 0; waited < LIMIT.toMillis(); waited += POLL_MILLIS) {
      Duration now = cpu();
      cpu = now.isZero() ? cpu : now; // Of one that has ended the system knows nothing.
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        return cpu;
      }
    }
    throw new IllegalStateException("still running after " + LIMIT + ":\n" + output());
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
