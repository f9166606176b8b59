package io.github.gatlingllm.report;

import io.github.gatlingllm.metrics.TokenCountSource;
import io.github.gatlingllm.record.Distribution;
import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.record.PhaseStatistics;
import io.github.gatlingllm.record.StartTimes;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The figures of one phase, or of several together, by the definitions of docs/metrics.md.
 *
 * @param window when it took place; without it there are no rates
 * @param requests requests that were started in it
 * @param outcomes these by outcome
 * @param finishReasons the successful by the server's finish reason
 * @param tokens tokens of the successful
 * @param outputLength how long answers were against what was asked, if a length was
 * @param throughput how fast tokens came
 * @param inputs of requests that are made of inputs, if there were any
 * @param schedule how many requests a second were to start and did, where they had a schedule
 * @param goodput requests that kept to the limits, if there were limits
 * @param cache what of the successful was to be in the server's cache, and was
 * @param serverTimings what the server said of its own times, of the successful, in milliseconds
 * @param latency of the successful, in milliseconds; only metrics with samples
 * @param latencyOfUnsuccessful the same of all others
 */
public record PhaseFigures(
    Optional<Window> window,
    Requests requests,
    Map<String, Long> outcomes,
    Map<String, Long> finishReasons,
    Tokens tokens,
    Optional<OutputLength> outputLength,
    Throughput throughput,
    Optional<InputFigures> inputs,
    Optional<Schedule> schedule,
    Optional<Goodput> goodput,
    CacheFigures cache,
    Map<String, Spread> serverTimings,
    Map<Metric, Spread> latency,
    Map<Metric, Spread> latencyOfUnsuccessful) {

  private static final List<Metric> OF_UNSUCCESSFUL = List.of(Metric.TTFT, Metric.E2E);

  /**
   * When a phase took place.
   *
   * @param startEpochMillis its start, in milliseconds since the epoch
   * @param endEpochMillis its end
   * @param seconds its length, above 0
   */
  public record Window(double startEpochMillis, double endEpochMillis, double seconds) {}

  /**
   * Requests that were started in a phase.
   *
   * @param started all of them
   * @param ok those that succeeded
   * @param failed those that failed
   * @param cancelled those that the virtual user gave up, which is no failure
   * @param aborted those of the failed that had not ended when the run did
   * @param resent those that the transport wrote again on another connection
   */
  public record Requests(
      long started, long ok, long failed, long cancelled, long aborted, long resent) {

    /** Failed / started; 0 without requests. */
    public double errorRate() {
      return Numbers.ratio(failed, started);
    }

    /** Those that came to an end of their own, good or bad. */
    long completed() {
      return started - cancelled - aborted;
    }
  }

  /**
   * Tokens of the successful requests.
   *
   * @param input tokens of the prompts
   * @param output tokens of the answers
   * @param cached of the input, those that the server took from a cache
   * @param reasoning of the output, those of reasoning
   * @param perEvent output tokens by event that carried output; 0 if there was none
   * @param sources requests by where the count of their output tokens comes from
   */
  public record Tokens(
      Spread input,
      Spread output,
      long cached,
      long reasoning,
      double perEvent,
      Map<TokenCountSource, Long> sources) {}

  /**
   * How fast tokens came.
   *
   * @param tokensInWindow output tokens that came in while the phase lasted, whichever phase their
   *     request is of
   * @param perRequest output tokens / E2E of the successful, in tokens per second
   * @param decode 1 / TPOT of the successful, in tokens per second
   */
  public record Throughput(long tokensInWindow, Spread perRequest, Spread decode) {}

  /**
   * Requests a second, of those that had a schedule.
   *
   * @param asked as the schedule says
   * @param achieved as they started
   */
  public record Schedule(double asked, double achieved) {
    double shortfall() {
      return Math.max(0, 1 - Numbers.ratio(achieved, asked));
    }
  }

  static PhaseFigures of(PhaseStatistics statistics, Optional<Window> window) {
    return new PhaseFigures(
        window,
        requests(statistics),
        Collections.unmodifiableMap(new TreeMap<>(statistics.outcomes())),
        Collections.unmodifiableMap(new TreeMap<>(statistics.finishReasons())),
        tokens(statistics),
        OutputLength.of(statistics.answerLengths()),
        new Throughput(
            statistics.tokensInWindow(),
            Spread.of(statistics.outputMilliTokensPerSecond(), Numbers.THOUSANDTHS),
            Spread.of(statistics.decodeMilliTokensPerSecond(), Numbers.THOUSANDTHS)),
        InputFigures.of(statistics),
        schedule(statistics.startTimes()),
        Goodput.of(statistics),
        CacheFigures.of(statistics.cache()),
        serverTimings(statistics),
        successful(statistics),
        unsuccessful(statistics));
  }

  private static Requests requests(PhaseStatistics statistics) {
    return new Requests(
        statistics.started(),
        statistics.ok(),
        statistics.failed(),
        statistics.outcomes().getOrDefault("cancelled", 0L),
        statistics.outcomes().getOrDefault("aborted", 0L),
        statistics.resent());
  }

  private static Optional<Schedule> schedule(StartTimes times) {
    OptionalDouble asked = times.askedPerSecond();
    OptionalDouble achieved = times.achievedPerSecond();
    return asked.isPresent() && achieved.isPresent()
        ? Optional.of(new Schedule(asked.getAsDouble(), achieved.getAsDouble()))
        : Optional.empty();
  }

  private static Tokens tokens(PhaseStatistics statistics) {
    double output = statistics.outputTokens().moments().mean() * statistics.outputTokens().count();
    Map<TokenCountSource, Long> sources = new EnumMap<>(TokenCountSource.class);
    sources.putAll(statistics.tokenCountSources());
    return new Tokens(
        Spread.of(statistics.inputTokens(), 1),
        Spread.of(statistics.outputTokens(), 1),
        statistics.cachedTokens(),
        statistics.reasoningTokens(),
        Numbers.ratio(output, (double) statistics.outputEvents()),
        Collections.unmodifiableMap(sources));
  }

  private static Map<String, Spread> serverTimings(PhaseStatistics statistics) {
    Map<String, Spread> spreads = new TreeMap<>();
    statistics
        .serverTimings()
        .byName()
        .forEach((name, times) -> spreads.put(name, Spread.of(times, Numbers.NANOS_PER_MILLI)));
    return Collections.unmodifiableMap(spreads);
  }

  private static Map<Metric, Spread> successful(PhaseStatistics statistics) {
    Map<Metric, Spread> spreads = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      put(metric, statistics.successful(metric), spreads);
    }
    return Collections.unmodifiableMap(spreads);
  }

  private static Map<Metric, Spread> unsuccessful(PhaseStatistics statistics) {
    Map<Metric, Spread> spreads = new EnumMap<>(Metric.class);
    for (Metric metric : OF_UNSUCCESSFUL) {
      put(metric, statistics.unsuccessful(metric), spreads);
    }
    return Collections.unmodifiableMap(spreads);
  }

  private static void put(Metric metric, Distribution of, Map<Metric, Spread> spreads) {
    if (of.count() > 0) {
      spreads.put(metric, Spread.of(of, Numbers.NANOS_PER_MILLI));
    }
  }

  /** Whether all its requests are made of inputs, so that there is no output to tell of. */
  boolean isOfInputs() {
    return inputs.filter(InputFigures::alone).isPresent();
  }

  /** Output tokens a second; none where nothing can come out. */
  public Optional<Double> outputTokensPerSecond() {
    return isOfInputs() ? Optional.empty() : perSecond(throughput.tokensInWindow());
  }

  /** Input tokens a second of requests that are made of inputs, if there were any. */
  Optional<Double> inputTokensPerSecond() {
    return inputs.filter(of -> of.tokens() > 0).flatMap(of -> perSecond(of.tokens()));
  }

  /** Tokens a second: that came out, or that went in where nothing can come out. */
  Optional<Double> tokensPerSecond() {
    return isOfInputs() ? inputTokensPerSecond() : outputTokensPerSecond();
  }

  /** The samples of a metric over the successful, if there are any. */
  public Optional<Spread> latency(Metric metric) {
    return Optional.ofNullable(latency.get(metric));
  }

  /** So many per second of the window, or nothing without a window. */
  public Optional<Double> perSecond(long count) {
    return window.map(span -> Numbers.ratio(count, span.seconds()));
  }
}
