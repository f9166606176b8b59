package io.github.gatlingllm.objective;

import io.github.gatlingllm.record.Distribution;
import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.record.PhaseStatistics;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A latency is to be no more than a limit: a percentile or the mean of it, over the successful
 * requests.
 *
 * @param metric one of {@link #METRICS}
 * @param statistic what is taken of its samples
 * @param most the limit, above zero
 */
public record LatencyObjective(Metric metric, Statistic statistic, Duration most)
    implements Objective {

  /** The metrics that there are objectives on, and what people call them. */
  static final Map<Metric, String> METRICS = metrics();

  private static final double NANOS_PER_MILLI = 1e6;

  /** Refuses other metrics, and a limit that no request can meet. */
  public LatencyObjective {
    if (!METRICS.containsKey(metric)) {
      throw new IllegalArgumentException(
          "the metric is "
              + metric.key()
              + "; accepted: one of "
              + METRICS.keySet().stream().map(Metric::key).toList());
    }
    if (most.isNegative() || most.isZero()) {
      throw new IllegalArgumentException(
          "the limit of " + metric.key() + " is " + most + "; accepted: above 0");
    }
  }

  private static Map<Metric, String> metrics() {
    Map<Metric, String> labels = new EnumMap<>(Metric.class);
    labels.put(Metric.TTFT, "TTFT");
    labels.put(Metric.TTFNT, "TTFNT");
    labels.put(Metric.ITL, "ITL");
    labels.put(Metric.TPOT, "TPOT");
    labels.put(Metric.E2E, "E2E");
    labels.put(Metric.LONGEST_STALL, "longest stall");
    labels.put(Metric.TTFT_FROM_SCHEDULE, "TTFT from schedule");
    labels.put(Metric.E2E_FROM_SCHEDULE, "E2E from schedule");
    return Collections.unmodifiableMap(labels);
  }

  @Override
  public String name() {
    return metric.key() + "." + statistic.key();
  }

  @Override
  public double limit() {
    return most.toNanos() / NANOS_PER_MILLI;
  }

  @Override
  public String label() {
    return METRICS.get(metric) + " " + statistic.key();
  }

  @Override
  public String text(double value) {
    return Figures.text(value) + " ms";
  }

  @Override
  public boolean atMost() {
    return true;
  }

  /**
   * The greatest sample that is not above the limit. A distribution tells a percentile to 0.1 %, so
   * what it cannot tell from the limit is at the limit: an endpoint that just meets it does.
   */
  long mostNanos() {
    long nanos = most.toNanos();
    return statistic.equals(Statistic.MEAN) ? nanos : Distribution.greatestAlike(nanos);
  }

  @Override
  public boolean isMetBy(double measured) {
    return measured <= mostNanos() / NANOS_PER_MILLI;
  }

  @Override
  public OptionalDouble measured(PhaseStatistics of, Optional<Duration> window) {
    OptionalDouble nanos = statistic.of(of.successful(metric));
    return nanos.isPresent()
        ? OptionalDouble.of(nanos.getAsDouble() / NANOS_PER_MILLI)
        : OptionalDouble.empty();
  }

  @Override
  public boolean hasEnoughSamples(PhaseStatistics of) {
    Distribution samples = of.successful(metric);
    return statistic.isSureOf(samples.count());
  }
}
