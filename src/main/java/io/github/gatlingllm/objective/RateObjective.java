package io.github.gatlingllm.objective;

import io.github.gatlingllm.record.PhaseStatistics;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * So many a second, at least, over the window.
 *
 * @param rate of what
 * @param limit how many a second, above 0
 */
public record RateObjective(Rate rate, double limit) implements Objective {

  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Of what. */
  public enum Rate {
    /** Output tokens that came in during the window. */
    OUTPUT_TOKENS("outputTokensPerSecond", "output", "tokens/s"),
    /** Requests that were started in the window and succeeded. */
    OK("okPerSecond", "successful requests", "requests/s");

    private final String key;
    private final String label;
    private final String unit;

    Rate(String key, String label, String unit) {
      this.key = key;
      this.label = label;
      this.unit = unit;
    }
  }

  /** Refuses what is always met. */
  public RateObjective {
    if (!(limit > 0) || Double.isInfinite(limit)) {
      throw new IllegalArgumentException(
          "the limit of " + rate.key + " is " + limit + "; accepted: above 0");
    }
  }

  @Override
  public String name() {
    return rate.key;
  }

  @Override
  public String label() {
    return rate.label;
  }

  @Override
  public String text(double value) {
    return Figures.text(value) + " " + rate.unit;
  }

  @Override
  public boolean atMost() {
    return false;
  }

  @Override
  public OptionalDouble measured(PhaseStatistics of, Optional<Duration> window) {
    if (window.isEmpty() || window.get().isZero() || of.started() == 0) {
      return OptionalDouble.empty();
    }
    long count = rate == Rate.OUTPUT_TOKENS ? of.tokensInWindow() : of.ok();
    return OptionalDouble.of(count / (window.get().toNanos() / NANOS_PER_SECOND));
  }

  @Override
  public boolean hasEnoughSamples(PhaseStatistics of) {
    return of.started() >= Statistic.ENOUGH_FOR_MEAN;
  }
}
