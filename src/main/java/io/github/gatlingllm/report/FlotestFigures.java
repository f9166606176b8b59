package io.github.gatlingllm.report;

import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.record.Distribution;
import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.record.PhaseStatistics;
import io.github.gatlingllm.record.RunStatistics;
import io.github.gatlingllm.record.RunStatistics.Pooled;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures that flotest gives of a run, by its formulas: all phases pooled, empty answers
 * counted apart from errors, rates over the time from the first start to the last end.
 *
 * @param startTime when the first request started, in milliseconds since the epoch
 * @param endTime when the last request ended, in milliseconds since the epoch
 * @param totalRequests all requests
 * @param successfulRequests those that succeeded
 * @param failedRequests those with an error
 * @param emptyResponses those that finished without output
 * @param errorRate failed / all
 * @param rpm all requests per minute
 * @param overallTps output tokens of the successful per second
 * @param aggregates the distributions
 * @param errorCodes requests with an error by code
 * @param cacheHitRate the share of requests that were to hit a cache
 * @param exact whether all samples were kept, so that percentiles are no estimates
 * @param phases requests by phase, of phases that had any
 */
record FlotestFigures(
    double startTime,
    double endTime,
    long totalRequests,
    long successfulRequests,
    long failedRequests,
    long emptyResponses,
    double errorRate,
    double rpm,
    double overallTps,
    Map<Pooled, Aggregate> aggregates,
    boolean exact,
    Map<String, Long> errorCodes,
    double cacheHitRate,
    Map<Phase, PhaseCount> phases) {

  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double MILLIS_PER_MINUTE = 6e4;

  /**
   * Requests of one phase.
   *
   * @param requests all
   * @param errorRate the share of those with an error
   */
  record PhaseCount(long requests, double errorRate) {}

  static FlotestFigures of(RunStatistics statistics, RunFacts facts) {
    double millis = facts.lastEndEpochMillis() - facts.firstStartEpochMillis();
    return new FlotestFigures(
        facts.firstStartEpochMillis(),
        facts.lastEndEpochMillis(),
        statistics.total(),
        statistics.ok(),
        statistics.failed(),
        statistics.empty(),
        Numbers.ratio(statistics.failed(), statistics.total()),
        Numbers.ratio(statistics.total(), millis / MILLIS_PER_MINUTE),
        Numbers.ratio(statistics.outputTokensOfSuccessful(), millis / MILLIS_PER_SECOND),
        aggregates(statistics),
        Arrays.stream(Pooled.values()).allMatch(m -> statistics.samples(m).isComplete()),
        Collections.unmodifiableMap(new TreeMap<>(statistics.errorCodes())),
        Numbers.ratio(statistics.repeated(), statistics.total()),
        phaseCounts(statistics));
  }

  Aggregate aggregate(Pooled metric) {
    return aggregates.getOrDefault(metric, Aggregate.NONE);
  }

  private static Map<Pooled, Aggregate> aggregates(RunStatistics statistics) {
    Map<Pooled, Aggregate> aggregates = new EnumMap<>(Pooled.class);
    PhaseStatistics all = statistics.pooled();
    for (Pooled metric : Pooled.values()) {
      aggregates.put(
          metric,
          statistics.samples(metric).isComplete()
              ? Aggregate.exact(statistics.moments(metric), statistics.samples(metric).sorted())
              : estimated(metric, statistics, all));
    }
    return Collections.unmodifiableMap(aggregates);
  }

  private static Aggregate estimated(Pooled metric, RunStatistics statistics, PhaseStatistics all) {
    Distribution distribution =
        switch (metric) {
          case TTFT -> firstOutput(all);
          case TTFNT -> all.successful(Metric.TTFNT);
          case E2E -> all.successful(Metric.E2E);
          case OUTPUT_THROUGHPUT -> all.outputMilliTokensPerSecond();
          case INTER_TOKEN -> all.successful(Metric.ICL);
          case INPUT_TOKENS -> all.inputTokens();
          case OUTPUT_TOKENS -> all.outputTokens();
        };
    double unit =
        switch (metric) {
          case TTFT, TTFNT, E2E, INTER_TOKEN -> Numbers.NANOS_PER_MILLI;
          case OUTPUT_THROUGHPUT -> Numbers.THOUSANDTHS;
          case INPUT_TOKENS, OUTPUT_TOKENS -> 1;
        };
    return Aggregate.estimated(statistics.moments(metric), distribution, unit);
  }

  /** The whole answer's time where nothing was streamed, as flotest has it. */
  private static Distribution firstOutput(PhaseStatistics all) {
    Distribution streamed = all.successful(Metric.TTFT);
    return streamed.count() > 0 ? streamed : all.successful(Metric.E2E);
  }

  private static Map<Phase, PhaseCount> phaseCounts(RunStatistics statistics) {
    Map<Phase, PhaseCount> counts = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      PhaseStatistics of = statistics.phase(phase);
      if (of.started() > 0) {
        long errors = of.failed() - of.outcomes().getOrDefault("empty", 0L);
        counts.put(phase, new PhaseCount(of.started(), Numbers.ratio(errors, of.started())));
      }
    }
    return Collections.unmodifiableMap(counts);
  }
}
