package io.github.gatlingllm.compare;

import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.record.RequestRecord;
import java.util.Optional;

/**
 * How sure a rate is that was measured in one run: its window is cut into equal parts, whose rates
 * are nearly independent where a part is long against a request, and the interval is Student's of
 * their mean (batch means: Law, Simulation Modeling and Analysis, 5th ed., 9.5.3).
 */
final class BatchMeans {

  /** Law advises 20 to 30: more are not independent, fewer say too little. */
  private static final int PARTS = 20;

  /** Student's quantile for 95 % between both sides, 19 degrees of freedom. */
  private static final double T = 2.093024;

  private static final double NANOS_PER_SECOND = 1e9;

  private final long start;
  private final long end;
  private final double[] ok = new double[PARTS];
  private final double[] tokens = new double[PARTS];

  /** Of a window, in nanoseconds since the epoch. */
  BatchMeans(long start, long end) {
    this.start = start;
    this.end = end;
  }

  /** Counts a request of the run. */
  void add(RequestRecord request) {
    RequestMetrics metrics = request.metrics();
    if (request.succeeded() && request.phase() == Phase.STEADY) {
      count(ok, metrics.instants().scheduled(), 1);
    }
    if (!metrics.hasTokenTiming()) {
      count(tokens, metrics.instants().done(), metrics.outputTokens());
      return;
    }
    for (int i = 0; i < metrics.timeline().size(); i++) {
      count(tokens, metrics.timeline().nanos(i), metrics.tokensOfEvent(i));
    }
  }

  private void count(double[] parts, long nanos, double amount) {
    if (nanos >= start && nanos < end) {
      parts[
              (int)
                  Math.min(
                      PARTS - 1L, (long) ((double) (nanos - start) / (end - start) * PARTS))] +=
          amount;
    }
  }

  /** Successful requests a second. */
  Optional<Interval> okPerSecond() {
    return interval(ok);
  }

  /** Output tokens a second. */
  Optional<Interval> tokensPerSecond() {
    return interval(tokens);
  }

  private Optional<Interval> interval(double[] parts) {
    double seconds = (end - start) / NANOS_PER_SECOND / PARTS;
    double sum = 0;
    for (double part : parts) {
      sum += part / seconds;
    }
    double mean = sum / PARTS;
    double squares = 0;
    for (double part : parts) {
      squares += (part / seconds - mean) * (part / seconds - mean);
    }
    double reach = T * Math.sqrt(squares / (PARTS - 1) / PARTS);
    return sum > 0 ? Optional.of(new Interval(mean - reach, mean + reach)) : Optional.empty();
  }
}
