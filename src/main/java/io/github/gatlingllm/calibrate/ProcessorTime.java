package io.github.gatlingllm.calibrate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What all processes of the machine take of its processors: others make a calibration worse. */
public final class ProcessorTime {

  private static final Path STAT = Path.of("/proc/stat");
  private static final double TICKS_PER_SECOND = 100;
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;

  private ProcessorTime() {}

  /**
   * The CPU time that all processes have taken and the hypervisor has, in seconds; 0 where that
   * cannot be had.
   */
  public static double busySeconds() {
    return seconds(state -> state <= STEAL && state != IDLE && state != IO_WAIT);
  }

  /** Of it, what the hypervisor has taken: nothing runs on this machine meanwhile. */
  public static double stolenSeconds() {
    return seconds(state -> state == STEAL);
  }

  private static double seconds(IntPredicate counted) {
    if (!Files.exists(STAT)) {
      return 0;
    }
    String[] ticks = firstLine().split("\\s+", -1);
    return IntStream.range(0, ticks.length - 1)
            .filter(counted)
            .mapToDouble(state -> Double.parseDouble(ticks[state + 1]))
            .sum()
        / TICKS_PER_SECOND;
  }

  private static String firstLine() {
    try (BufferedReader lines = Files.newBufferedReader(STAT, StandardCharsets.US_ASCII)) {
      return String.valueOf(lines.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
