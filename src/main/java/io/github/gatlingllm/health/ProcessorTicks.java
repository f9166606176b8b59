package io.github.gatlingllm.health;

import java.util.StringTokenizer;

/**
 * What all processors of the machine did, in the kernel's ticks.
 *
 * @param busy at work, for this process or others, or taken by the hypervisor
 * @param steal of these, taken by the hypervisor
 * @param total all
 */
record ProcessorTicks(long busy, long steal, long total) {

  static final ProcessorTicks NONE = new ProcessorTicks(0, 0, 0);

  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;

  /** The columns beyond count guests, whose time is in that of users already. */
  private static final int COLUMNS = 8;

  /** The first line of Linux' {@code /proc/stat}; nothing of it if it is not such a line. */
  static ProcessorTicks parse(String line) {
    StringTokenizer words = new StringTokenizer(line);
    if (!words.hasMoreTokens() || !words.nextToken().equals("cpu")) {
      return NONE;
    }
    long total = 0;
    long idle = 0;
    long steal = 0;
    for (int column = 0; column < COLUMNS && words.hasMoreTokens(); column++) {
      long ticks = Long.parseLong(words.nextToken());
      total += ticks;
      idle += column == IDLE || column == IO_WAIT ? ticks : 0;
      steal += column == STEAL ? ticks : 0;
    }
    return new ProcessorTicks(total - idle, steal, total);
  }

  ProcessorTicks plus(ProcessorTicks other) {
    return new ProcessorTicks(busy + other.busy, steal + other.steal, total + other.total);
  }

  /** What happened since an earlier reading; the kernel may take ticks of idleness back. */
  ProcessorTicks since(ProcessorTicks earlier) {
    return new ProcessorTicks(
        Math.max(0, busy - earlier.busy),
        Math.max(0, steal - earlier.steal),
        Math.max(0, total - earlier.total));
  }
}
