package io.github.gatlingllm.record;

import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.record.RunStatistics.Pooled;
import java.util.EnumMap;
import java.util.Map;

/** Samples and moments of successful requests over all phases, by flotest's definitions. */
final class PooledSamples {

  private static final int MAX_REQUEST_SAMPLES = 200_000;
  private static final int MAX_GAP_SAMPLES = 2_000_000;

  private final Map<Pooled, SampleReservoir> samples = new EnumMap<>(Pooled.class);
  private final Map<Pooled, Moments> moments = new EnumMap<>(Pooled.class);

  PooledSamples() {
    for (Pooled metric : Pooled.values()) {
      samples.put(
          metric,
          new SampleReservoir(
              metric == Pooled.INTER_TOKEN ? MAX_GAP_SAMPLES : MAX_REQUEST_SAMPLES));
      moments.put(metric, new Moments());
    }
  }

  /** Adds a successful request. */
  void add(RequestRecord request) {
    RequestMetrics metrics = request.metrics();
    addMillis(Pooled.E2E, metrics.e2eNanos());
    if (request.inputTokens() >= 0) {
      add(Pooled.INPUT_TOKENS, request.inputTokens());
    }
    if (request.isOfInputs()) {
      return; // Of output there is nothing, not a time of 0.
    }
    // flotest takes the time to the whole body where an answer is not streamed.
    long ttft = metrics.hasTokenTiming() ? metrics.ttftNanos() : metrics.e2eNanos();
    addMillis(Pooled.TTFT, ttft);
    addMillis(Pooled.TTFNT, metrics.ttfntNanos());
    add(Pooled.OUTPUT_THROUGHPUT, metrics.outputTokensPerSecond());
    metrics.forEachIcl((nanos, count) -> addMillis(Pooled.INTER_TOKEN, nanos));
    add(Pooled.OUTPUT_TOKENS, metrics.outputTokens());
  }

  private void addMillis(Pooled metric, long nanos) {
    if (nanos >= 0) {
      add(metric, nanos / 1e6);
    }
  }

  private void add(Pooled metric, double value) {
    samples(metric).add(value);
    moments(metric).add(value, 1);
  }

  /** Adds everything of another. */
  void add(PooledSamples other) {
    for (Pooled metric : Pooled.values()) {
      samples(metric).add(other.samples(metric));
      moments(metric).add(other.moments(metric));
    }
  }

  @SuppressWarnings("NullAway") // Filled for every value by the constructor.
  SampleReservoir samples(Pooled metric) {
    return samples.get(metric);
  }

  @SuppressWarnings("NullAway") // Filled for every value by the constructor.
  Moments moments(Pooled metric) {
    return moments.get(metric);
  }
}
