package io.github.gatlingllm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The machine, and how busy it is: what others do on it makes timings worse. */
final class MachineCpu {

  private static final Path STAT = Path.of("/proc/stat");
  private static final double TICKS_PER_SECOND = 100;
  private static final int LOOK_SECONDS = 2;
  private static final double QUIET_CORES = 0.25;
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;

  private MachineCpu() {}

  /** The CPU time that all processes have taken, in seconds; 0 where that cannot be had. */
  static double busySeconds() {
    if (!Files.exists(STAT)) {
      return 0;
    }
    List<String> lines = lines(STAT);
    String[] ticks = lines.get(0).split("\\s+", -1);
    double busy = 0;
    for (int i = 0; i <= STEAL; i++) {
      busy += i == IDLE || i == IO_WAIT ? 0 : Double.parseDouble(ticks[i + 1]);
    }
    return busy / TICKS_PER_SECOND;
  }

  /** Waits until other processes keep less than a quarter of a core busy, up to a limit. */
  static void awaitQuiet(int mostSeconds) throws InterruptedException {
    for (int i = 0; i < mostSeconds; i += LOOK_SECONDS) {
      double before = busySeconds();
      Thread.sleep(Duration.ofSeconds(LOOK_SECONDS).toMillis());
      if (busySeconds() - before < QUIET_CORES * LOOK_SECONDS) {
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
