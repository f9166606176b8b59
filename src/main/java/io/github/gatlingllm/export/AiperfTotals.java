package io.github.gatlingllm.export;

import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.record.RequestRecord;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * A run as AIPerf counts it: metrics of each request by its formulas, and of all together. Requests
 * that failed have none but the length of their prompt.
 */
final class AiperfTotals {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLI_PER_SECOND = 1e12;

  private final RequestLimits limits;
  private final Map<AiperfMetric, Samples> samples = new EnumMap<>(AiperfMetric.class);
  private long firstStart = Long.MAX_VALUE;
  private long lastResponse = Long.MIN_VALUE;
  private long ok;
  private long failed;
  private long good;

  AiperfTotals(RequestLimits limits) {
    this.limits = limits;
  }

  /** Counts a request, and says what AIPerf would have measured of it: samples by metric. */
  Map<AiperfMetric, Long> add(RequestRecord request) {
    Map<AiperfMetric, Long> measured =
        request.succeeded() ? measure(request) : measureFailed(request);
    measured.forEach((metric, sample) -> samples(metric).add(sample));
    if (request.succeeded()) {
      ok++;
      good += isGood(measured, request.metrics()) ? 1 : 0;
      long start = request.metrics().instants().started();
      firstStart = Math.min(firstStart, start);
      lastResponse =
          Math.max(lastResponse, start + measured.getOrDefault(AiperfMetric.REQUEST_LATENCY, 0L));
      request
          .metrics()
          .forEachIcl((nanos, count) -> samples(AiperfMetric.INTER_CHUNK_LATENCY).add(nanos));
    } else {
      failed++;
    }
    return measured;
  }

  private Samples samples(AiperfMetric metric) {
    return samples.computeIfAbsent(metric, of -> new Samples(of.samplesPerUnit()));
  }

  private static Map<AiperfMetric, Long> measureFailed(RequestRecord request) {
    Map<AiperfMetric, Long> measured = new EnumMap<>(AiperfMetric.class);
    put(AiperfMetric.ERROR_ISL, request.inputTokens(), measured);
    return measured;
  }

  private static Map<AiperfMetric, Long> measure(RequestRecord request) {
    RequestMetrics metrics = request.metrics();
    Map<AiperfMetric, Long> measured = new EnumMap<>(AiperfMetric.class);
    long latency = metrics.hasTokenTiming() ? metrics.lastTokenNanos() : metrics.e2eNanos();
    put(AiperfMetric.REQUEST_LATENCY, latency, measured);
    put(AiperfMetric.TIME_TO_FIRST_TOKEN, metrics.ttftNanos(), measured);
    put(AiperfMetric.TIME_TO_SECOND_TOKEN, metrics.ttstNanos(), measured);
    put(AiperfMetric.TIME_TO_FIRST_OUTPUT_TOKEN, metrics.ttfntNanos(), measured);
    put(AiperfMetric.INPUT_SEQUENCE_LENGTH, request.inputTokens(), measured);
    if (!request.isOfInputs()) {
      putTokens(metrics, measured);
    }
    put(AiperfMetric.INTER_TOKEN_LATENCY, metrics.tpotNanos(), measured);
    if (metrics.tpotNanos() > 0) {
      long perUser = Math.round(MILLI_PER_SECOND / metrics.tpotNanos());
      put(AiperfMetric.OUTPUT_TOKEN_THROUGHPUT_PER_USER, perUser, measured);
    }
    return measured;
  }

  private static void putTokens(RequestMetrics metrics, Map<AiperfMetric, Long> measured) {
    long reasoning = Math.max(0, metrics.usage().reasoningTokens());
    put(AiperfMetric.OUTPUT_SEQUENCE_LENGTH, metrics.outputTokens(), measured);
    long visible = metrics.outputTokens() - reasoning;
    if (visible > 0) {
      put(AiperfMetric.OUTPUT_TOKEN_COUNT, visible, measured);
    }
    if (metrics.usage().reasoningTokens() >= 0) {
      put(AiperfMetric.REASONING_TOKEN_COUNT, reasoning, measured);
    }
  }

  private static void put(AiperfMetric metric, long sample, Map<AiperfMetric, Long> to) {
    if (sample >= 0) {
      to.put(metric, sample);
    }
  }

  /** Other than with us, a request without one of the metrics is not good. */
  private boolean isGood(Map<AiperfMetric, Long> measured, RequestMetrics metrics) {
    return limits.byMetric().entrySet().stream()
        .allMatch(limit -> meets(limit.getKey(), limit.getValue(), measured, metrics));
  }

  private static boolean meets(
      LimitedMetric metric,
      Duration limit,
      Map<AiperfMetric, Long> measured,
      RequestMetrics metrics) {
    long sample =
        switch (metric) {
          case TTFT -> measured.getOrDefault(AiperfMetric.TIME_TO_FIRST_TOKEN, -1L);
          case TTFNT -> measured.getOrDefault(AiperfMetric.TIME_TO_FIRST_OUTPUT_TOKEN, -1L);
          case TPOT -> measured.getOrDefault(AiperfMetric.INTER_TOKEN_LATENCY, -1L);
          case E2E -> measured.getOrDefault(AiperfMetric.REQUEST_LATENCY, -1L);
          case LONGEST_STALL -> metrics.longestStallNanos();
        };
    return sample >= 0 && sample <= limit.toNanos();
  }

  /** The distributions that have samples. */
  Map<AiperfMetric, Samples> distributions() {
    return samples;
  }

  /** What there is one value of, in the metric's unit. */
  Map<AiperfMetric, Number> values() {
    Map<AiperfMetric, Number> values = new EnumMap<>(AiperfMetric.class);
    values.put(AiperfMetric.REQUEST_COUNT, ok);
    if (failed > 0) {
      values.put(AiperfMetric.ERROR_REQUEST_COUNT, failed);
    }
    sum(AiperfMetric.TOTAL_ISL, AiperfMetric.INPUT_SEQUENCE_LENGTH, values);
    sum(AiperfMetric.TOTAL_OSL, AiperfMetric.OUTPUT_SEQUENCE_LENGTH, values);
    sum(AiperfMetric.TOTAL_OUTPUT_TOKENS, AiperfMetric.OUTPUT_TOKEN_COUNT, values);
    sum(AiperfMetric.TOTAL_REASONING_TOKENS, AiperfMetric.REASONING_TOKEN_COUNT, values);
    sum(AiperfMetric.TOTAL_ERROR_ISL, AiperfMetric.ERROR_ISL, values);
    if (lastResponse > firstStart) {
      addRates((lastResponse - firstStart) / NANOS_PER_SECOND, values);
    }
    return values;
  }

  private void addRates(double seconds, Map<AiperfMetric, Number> values) {
    values.put(AiperfMetric.MIN_REQUEST_TIMESTAMP, firstStart);
    values.put(AiperfMetric.MAX_RESPONSE_TIMESTAMP, lastResponse);
    values.put(AiperfMetric.BENCHMARK_DURATION, seconds);
    values.put(AiperfMetric.REQUEST_THROUGHPUT, ok / seconds);
    if (samples.containsKey(AiperfMetric.OUTPUT_SEQUENCE_LENGTH)) {
      values.put(
          AiperfMetric.OUTPUT_TOKEN_THROUGHPUT,
          samples(AiperfMetric.OUTPUT_SEQUENCE_LENGTH).sum() / seconds);
    }
    if (!limits.isEmpty()) {
      values.put(AiperfMetric.GOOD_REQUEST_COUNT, good);
      values.put(AiperfMetric.GOODPUT, good / seconds);
    }
  }

  private void sum(AiperfMetric total, AiperfMetric of, Map<AiperfMetric, Number> values) {
    if (samples.containsKey(of)) {
      values.put(total, Math.round(samples(of).sum()));
    }
  }
}
