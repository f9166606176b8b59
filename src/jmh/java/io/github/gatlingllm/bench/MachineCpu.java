package io.github.gatlingllm.bench;

import io.github.gatlingllm.calibrate.ProcessorTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The machine, and how busy it is: what others do on it makes timings worse. */
final class MachineCpu {

  private static final int LOOK_SECONDS = 2;
  private static final double QUIET_CORES = 0.25;

  private MachineCpu() {}

  /** Waits until other processes keep less than a quarter of a core busy, up to a limit. */
  static void awaitQuiet(int mostSeconds) throws InterruptedException {
    for (int i = 0; i < mostSeconds; i += LOOK_SECONDS) {
      double before = ProcessorTime.busySeconds();
      Thread.sleep(Duration.ofSeconds(LOOK_SECONDS).toMillis());
      if (ProcessorTime.busySeconds() - before < QUIET_CORES * LOOK_SECONDS) {
        return;
      }
    }
  }

  static String description() {
    String model = "";
    Path cpus = Path.of("/proc/cpuinfo");
    if (Files.exists(cpus)) {
      model =
          lines(cpus).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip() + ", ")
              .findFirst()
              .orElse("");
    }
    return model
        + Runtime.getRuntime().availableProcessors()
        + " cores, "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + ", JDK "
        + System.getProperty("java.version");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
