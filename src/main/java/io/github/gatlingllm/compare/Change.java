package io.github.gatlingllm.compare;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a figure differs from that of the run before.
 *
 * @param absolute how much it is greater, in the figure's unit
 * @param percent the same in percent of the run before; nothing where that has 0
 * @param interval where the true difference is with a probability of 95 %, if that can be told
 * @param chance whether chance explains it
 * @param doubt why that cannot be told, or an empty string
 */
record Change(
    double absolute,
    OptionalDouble percent,
    Optional<Interval> interval,
    Chance chance,
    String doubt) {

  private static final double PERCENT = 100;

  /** Whether chance explains a difference. */
  enum Chance {
    /** Hardly: of runs that do not differ, one in twenty seems to. */
    BEYOND,
    /** It may. */
    WITHIN,
    /** Nobody can say. */
    UNKNOWN;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The difference of two figures that were measured apart. Its interval is made of theirs by MOVER
   * (Zou and Donner, Statistics in Medicine 27, 2008; for shares with Wilson's intervals Newcombe's
   * method 10, Statistics in Medicine 17, 1998), which supposes no distribution and keeps the lean
   * of the intervals: those of high percentiles reach further up than down.
   */
  static Change of(Estimate before, Estimate after) {
    double absolute = after.value() - before.value();
    OptionalDouble percent =
        before.value() > 0
            ? OptionalDouble.of(absolute / before.value() * PERCENT)
            : OptionalDouble.empty();
    if (before.interval().isEmpty() || after.interval().isEmpty()) {
      String doubt = before.interval().isEmpty() ? before.doubt() : after.doubt();
      return new Change(absolute, percent, Optional.empty(), Chance.UNKNOWN, doubt);
    }
    Interval interval = interval(before, before.interval().get(), after, after.interval().get());
    Chance chance = interval.low() > 0 || interval.high() < 0 ? Chance.BEYOND : Chance.WITHIN;
    return new Change(absolute, percent, Optional.of(interval), chance, "");
  }

  private static Interval interval(
      Estimate before, Interval ofBefore, Estimate after, Interval of) {
    double difference = after.value() - before.value();
    double down = Math.hypot(after.value() - of.low(), ofBefore.high() - before.value());
    double up = Math.hypot(of.high() - after.value(), before.value() - ofBefore.low());
    return new Interval(difference - down, difference + up);
  }
}
