package io.github.gatlingllm.report;

import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.record.GoodRequests;
import io.github.gatlingllm.record.PhaseStatistics;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The requests of a phase that kept to all limits.
 *
 * @param limits the limits
 * @param good requests that passed and met all of them
 * @param started all requests of the phase
 * @param notPassed those that did not succeed, or not pass their checks
 * @param missed by limit, those that passed and were above it
 */
public record Goodput(
    RequestLimits limits,
    long good,
    long started,
    long notPassed,
    Map<LimitedMetric, Long> missed) {

  /** Nothing where there are no limits: each request that passed would be good. */
  static Optional<Goodput> of(PhaseStatistics statistics) {
    GoodRequests requests = statistics.goodRequests();
    if (requests.limits().isEmpty()) {
      return Optional.empty();
    }
    Map<LimitedMetric, Long> missed = new EnumMap<>(LimitedMetric.class);
    missed.putAll(requests.missed());
    return Optional.of(
        new Goodput(
            requests.limits(),
            requests.good(),
            statistics.started(),
            requests.notPassed(),
            Collections.unmodifiableMap(missed)));
  }

  /** Good / started; 0 without requests. */
  public double share() {
    return Numbers.ratio(good, started);
  }

  /** Requests that passed and met one limit / started; 0 without requests. */
  public double shareMeeting(LimitedMetric metric) {
    return Numbers.ratio(started - notPassed - missed.getOrDefault(metric, 0L), started);
  }
}
