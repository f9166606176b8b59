package io.github.gatlingllm.live;

import java.util.Optional;
import java.util.function.Consumer;

/** A line of text every so often, and one about the whole run at its end. */
final class LinesDisplay implements Display {

  private final long intervalNanos;
  private final Consumer<String> lines;
  private long begin = Long.MIN_VALUE;
  private long shown;

  /**
   * Lines that go somewhere.
   *
   * @param intervalNanos the time from one to the next
   */
  LinesDisplay(long intervalNanos, Consumer<String> lines) {
    this.intervalNanos = intervalNanos;
    this.lines = lines;
  }

  /** Rates want to be looked at more often than lines may be wanted. */
  @Override
  public long tickNanos() {
    return Math.min(intervalNanos, LiveStatistics.SECOND_NANOS);
  }

  /** The first after one interval: before, there is little to be told. */
  @Override
  public void show(LiveFrame frame, long nowNanos) {
    if (begin == Long.MIN_VALUE) {
      begin = nowNanos - frame.load().elapsedNanos();
    }
    long due = (nowNanos - begin) / intervalNanos;
    if (due > shown) {
      shown = due;
      lines.accept(LiveLine.now(frame));
    }
  }

  @Override
  public void end(Optional<LiveFrame> last) {
    last.map(LiveLine::ended).ifPresent(lines);
  }

  @Override
  public boolean isOver() {
    return false;
  }
}
