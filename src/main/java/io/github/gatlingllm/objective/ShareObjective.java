package io.github.gatlingllm.objective;

import io.github.gatlingllm.record.Distribution;
import io.github.gatlingllm.record.PhaseStatistics;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A share of the requests that were started is to be no less, or no more, than a limit.
 *
 * @param share which requests
 * @param limit their share, from 0 to 1
 */
public record ShareObjective(Share share, double limit) implements Objective {

  private static final double PERCENT = 100;

  /** Which requests. */
  public enum Share {
    /** Those that were good; at least so many. */
    GOODPUT("goodput", "goodput"),
    /** Those that failed; at most so many. */
    ERROR_RATE("errorRate", "error rate");

    private final String key;
    private final String label;

    Share(String key, String label) {
      this.key = key;
      this.label = label;
    }
  }

  /** Refuses what can never be met, or always is. */
  public ShareObjective {
    boolean above0 = share == Share.ERROR_RATE ? limit >= 0 : limit > 0;
    boolean below1 = share == Share.ERROR_RATE ? limit < 1 : limit <= 1;
    if (!above0 || !below1) {
      throw new IllegalArgumentException(
          "the limit of "
              + share.key
              + " is "
              + limit
              + "; accepted: "
              + (share == Share.ERROR_RATE ? "0 to below 1" : "above 0 to 1"));
    }
  }

  @Override
  public String name() {
    return share.key;
  }

  @Override
  public String label() {
    return share.label;
  }

  @Override
  public String text(double value) {
    return Figures.percent(value);
  }

  @Override
  public boolean atMost() {
    return share == Share.ERROR_RATE;
  }

  @Override
  public OptionalDouble measured(PhaseStatistics of, Optional<Duration> window) {
    if (of.started() == 0) {
      return OptionalDouble.empty();
    }
    long count = share == Share.ERROR_RATE ? of.failed() : of.goodRequests().good();
    return OptionalDouble.of((double) count / of.started());
  }

  /** As for a percentile: goodput of 95 % says of requests what p95 says of a metric. */
  @Override
  public boolean hasEnoughSamples(PhaseStatistics of) {
    boolean certain = limit == 0 || limit == 1; // One request more or less decides: no tail.
    return certain
        ? of.started() >= Statistic.ENOUGH_FOR_MEAN
        : Distribution.hasTail(PERCENT * limit, of.started());
  }
}
