package io.github.gatlingllm.bench;

import io.github.gatlingllm.calibrate.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a JVM holds, and what else it tells when it is asked from outside. */
final class JvmMemory {

  private JvmMemory() {}

  /** What its system has in memory for it, in bytes; 0 where that cannot be had. */
  static long residentBytes(ChildJvm jvm) {
    try (BufferedReader lines =
        Files.newBufferedReader(Path.of("/proc", Long.toString(jvm.pid()), "status"))) {
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
  static long liveHeapBytes(ChildJvm jvm) {
    String histogram = ask(jvm, "GC.class_histogram");
    String total = histogram.substring(histogram.lastIndexOf("Total")).strip();
    return Long.parseLong(total.split("\\s+", -1)[2]);
  }

  /** Gives it one of the commands of {@code jcmd}; what that prints. */
  static String ask(ChildJvm jvm, String... commandAndArguments) {
    List<String> command = new ArrayList<>(List.of("jcmd", Long.toString(jvm.pid())));
    command.addAll(List.of(commandAndArguments));
    try {
      Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
