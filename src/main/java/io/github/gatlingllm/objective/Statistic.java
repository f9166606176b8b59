package io.github.gatlingllm.objective;

import io.github.gatlingllm.record.Distribution;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What is taken of the samples of a metric: their mean, or one of the percentiles that reports
 * have.
 *
 * @param percentile from 0 to 100, or nothing for the mean
 */
public record Statistic(OptionalDouble percentile) {

  /** The mean. */
  public static final Statistic MEAN = new Statistic(OptionalDouble.empty());

  static final long ENOUGH_FOR_MEAN = 10;

  /** Refuses a percentile that no report has. */
  public Statistic {
    if (percentile.isPresent() && !Distribution.PERCENTILES.contains(percentile.getAsDouble())) {
      throw new IllegalArgumentException(
          "the percentile is "
              + percentile.getAsDouble()
              + "; accepted: one of "
              + Distribution.PERCENTILES);
    }
  }

  /**
   * A percentile.
   *
   * @throws IllegalArgumentException if it is none of {@link Distribution#PERCENTILES}
   */
  public static Statistic percentile(double percentile) {
    return new Statistic(OptionalDouble.of(percentile));
  }

  /** All there are; first what is asked most, since of several names the first is suggested. */
  static Set<Statistic> all() {
    Set<Statistic> all = new LinkedHashSet<>(List.of(percentile(95), percentile(99), MEAN));
    Distribution.PERCENTILES.forEach(percentile -> all.add(percentile(percentile)));
    return all;
  }

  /** Its name in files and settings: {@code p95}, {@code p99.9}, {@code mean}. */
  public String key() {
    return percentile.isPresent()
        ? "p" + BigDecimal.valueOf(percentile.getAsDouble()).stripTrailingZeros().toPlainString()
        : "mean";
  }

  /** The value, in the unit of the samples; nothing without any. */
  OptionalDouble of(Distribution distribution) {
    if (distribution.count() == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        percentile.isPresent()
            ? distribution.percentile(percentile.getAsDouble())
            : distribution.moments().mean());
  }

  /** The least number of samples that it is sure of. */
  long samplesNeeded() {
    return percentile.isPresent()
        ? Distribution.samplesForTail(percentile.getAsDouble())
        : ENOUGH_FOR_MEAN;
  }

  boolean isSureOf(long count) {
    return percentile.isPresent()
        ? Distribution.hasTail(percentile.getAsDouble(), count)
        : count >= ENOUGH_FOR_MEAN;
  }
}
