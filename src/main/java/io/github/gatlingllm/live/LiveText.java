package io.github.gatlingllm.live;

import io.github.gatlingllm.health.HealthNow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Figures in words, the same on the screen and in lines of text. */
final class LiveText {

  static final String NONE = "-";

  private static final double MIB = 1 << 20;
  private static final double NANOS_PER_MILLI = 1e6;

  /** From here on a latency has no room for decimals, and needs none. */
  private static final double LONG_MILLIS = 100_000;

  private LiveText() {}

  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Minutes and seconds, and hours where there are any. */
  static String time(long nanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
    long minutes = seconds / 60 % 60;
    return seconds < 3600
        ? format("%d:%02d", minutes, seconds % 60)
        : format("%d:%02d:%02d", seconds / 3600, minutes, seconds % 60);
  }

  static String millis(double millis) {
    return format(millis < LONG_MILLIS ? "%.2f" : "%.0f", millis);
  }

  /** A number that may be great or small. */
  static String rate(double perSecond) {
    return format(perSecond < 1000 ? "%.2f" : "%.0f", perSecond);
  }

  /** A number of streams, or a rate: no more decimals than it has. */
  static String amount(double value) {
    return value == Math.rint(value) ? format("%.0f", value) : format("%.2f", value);
  }

  static double perSecond(double number, double seconds) {
    return seconds <= 0 ? 0 : number / seconds;
  }

  /** What requests are in flight, of how many, or at which rate they are to start. */
  static String slots(LiveFrame frame) {
    LoadNow load = frame.load();
    if (!Double.isNaN(load.askedPerSecond())) {
      return format(
          "open %d, %s of %s req/s started",
          load.open(), rate(frame.flow().startedPerSecond()), rate(load.askedPerSecond()));
    }
    return load.asked() > 0
        ? format("slots %d/%d", load.open(), load.asked())
        : format("open %d", load.open());
  }

  static String level(LevelNow level) {
    String what = amount(level.value()) + (level.closed() ? " streams" : " requests/s");
    return level.atMost()
        ? format("probe %d: %s", level.number(), what)
        : format("level %d of %d: %s", level.number(), level.of(), what);
  }

  static String stopping(LiveFrame.Stopping stopping, long open) {
    String limit =
        stopping.leftNanos() < 0
            ? ""
            : format(", %.1f s left", Math.max(0, stopping.leftNanos()) / 1e9);
    return format(
        "stopping (%s): draining %d request%s%s",
        stopping.reason(), open, open == 1 ? "" : "s", limit);
  }

  /** How the client does; what is not known is left out. */
  static List<String> health(HealthNow health) {
    List<String> parts = new ArrayList<>();
    if (health.lagP99Nanos() >= 0) {
      parts.add(
          format(
              "loop lag p99 %.2f, max %.2f ms",
              health.lagP99Nanos() / NANOS_PER_MILLI, health.lagMaxNanos() / NANOS_PER_MILLI));
    }
    if (health.processCores() >= 0) {
      parts.add(format("%.2f of %d processors", health.processCores(), health.processors()));
    }
    String most = health.heapMaxBytes() > 0 ? format(" of %.0f", health.heapMaxBytes() / MIB) : "";
    parts.add(format("heap %.0f%s MiB", health.heapUsedBytes() / MIB, most));
    if (health.gcMillis() > 0) {
      parts.add(format("GC %d ms", health.gcMillis()));
    }
    if (health.logBacklogBytes() >= MIB) {
      parts.add(format("%.0f MiB wait for the log", health.logBacklogBytes() / MIB));
    }
    return parts;
  }
}
