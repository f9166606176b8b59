package io.github.gatlingllm.calibrate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What all processes of the machine take of its processors: others make a calibration worse. */
public final class ProcessorTime {

  private static final Path STAT = Path.of("/proc/stat");
  private static final double TICKS_PER_SECOND = 100;
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;

  private ProcessorTime() {}

  /** The CPU time that all processes have taken, in seconds; 0 where that cannot be had. */
  public static double busySeconds() {
    if (!Files.exists(STAT)) {
      return 0;
    }
    String[] ticks = firstLine().split("\\s+", -1);
    double busy = 0;
    for (int i = 0; i <= STEAL; i++) {
      busy += i == IDLE || i == IO_WAIT ? 0 : Double.parseDouble(ticks[i + 1]);
    }
    return busy / TICKS_PER_SECOND;
  }

  private static String firstLine() {
    try (BufferedReader lines = Files.newBufferedReader(STAT, StandardCharsets.US_ASCII)) {
      return String.valueOf(lines.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
