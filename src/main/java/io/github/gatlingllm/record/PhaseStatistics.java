package io.github.gatlingllm.record;

import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.metrics.TokenCountSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Everything counted of the requests that were started in one phase. Latencies of failed requests
 * are kept apart from those of the successful. Not thread-safe; merging loses nothing.
 */
public final class PhaseStatistics {

  private static final int MAX_FINISH_REASONS = 64;
  private static final String OTHER_REASONS = "(other)";

  private final Map<Metric, Distribution> successful = new EnumMap<>(Metric.class);
  private final Map<Metric, Distribution> unsuccessful = new EnumMap<>(Metric.class);
  private final Map<String, Long> outcomes = new TreeMap<>();
  private final Map<String, Long> finishReasons = new TreeMap<>();
  private final Map<TokenCountSource, Long> tokenCountSources =
      new EnumMap<>(TokenCountSource.class);
  private final boolean compact;
  private final Distribution inputTokens;
  private final Distribution outputTokens;
  private final Distribution outputMilliTokensPerSecond;
  private final Distribution decodeMilliTokensPerSecond;
  private final StartTimes startTimes = new StartTimes();
  private final GoodRequests goodRequests;
  private final CacheStatistics cache = new CacheStatistics();
  private final AnswerLengths answerLengths;
  private final TimingStatistics serverTimings = new TimingStatistics();
  private final InputStatistics inputs = new InputStatistics();
  private long firstStartedNanos = Long.MAX_VALUE;
  private long started;
  private long ok;
  private long failed;
  private long outputTokensOfAll;
  private long outputEvents;
  private long cachedTokens;
  private long reasoningTokens;
  private long tokensInWindow;
  private long resent;

  /** A phase of which nothing is known yet, whose requests keep to nothing. */
  public PhaseStatistics() {
    this(RequestLimits.NONE);
  }

  /**
   * A phase of which nothing is known yet.
   *
   * @param limits what a good request keeps to
   */
  public PhaseStatistics(RequestLimits limits) {
    this(limits, false);
  }

  private PhaseStatistics(RequestLimits limits, boolean compact) {
    this.goodRequests = new GoodRequests(limits);
    this.compact = compact;
    this.inputTokens = distribution();
    this.outputTokens = distribution();
    this.outputMilliTokensPerSecond = distribution();
    this.decodeMilliTokensPerSecond = distribution();
    this.answerLengths = new AnswerLengths(distribution());
  }

  /** Of which there may be many: one of few requests takes up little memory. */
  static PhaseStatistics compact(RequestLimits limits) {
    return new PhaseStatistics(limits, true);
  }

  private Distribution distribution() {
    return compact ? Distribution.compact() : new Distribution();
  }

  /** A server that sends text where its reason belongs must not fill the memory. */
  private void addFinishReason(String reason, long count) {
    int named = finishReasons.size() - (finishReasons.containsKey(OTHER_REASONS) ? 1 : 0);
    boolean kept = finishReasons.containsKey(reason) || named < MAX_FINISH_REASONS;
    finishReasons.merge(kept ? reason : OTHER_REASONS, count, Long::sum);
  }

  void add(RequestRecord request) {
    started++;
    inputs.started(request.isOfInputs());
    firstStartedNanos = Math.min(firstStartedNanos, request.metrics().instants().started());
    startTimes.add(request.metrics().instants());
    goodRequests.add(request);
    outcomes.merge(request.outcome().kind(), 1L, Long::sum);
    resent += request.sends() > 1 ? 1 : 0;
    outputTokensOfAll += request.metrics().outputTokens();
    if (request.outcome().isOk()) {
      ok++;
      addSuccess(request);
    } else {
      failed += request.outcome().isFailed() ? 1 : 0;
      addLatencies(unsuccessful, request);
    }
  }

  private void addSuccess(RequestRecord request) {
    addLatencies(successful, request);
    inputTokens.add(request.inputTokens());
    cachedTokens += Math.max(0, request.metrics().usage().cachedTokens());
    serverTimings.add(request.metrics().serverTimings());
    if (request.isOfInputs()) {
      inputs.add(request.prompt().inputs(), request.inputTokens());
    } else {
      addOutput(request);
    }
  }

  private void addOutput(RequestRecord request) {
    addFinishReason(WellFormedText.of(request.finishReason()), 1);
    tokenCountSources.merge(request.metrics().tokenCountSource(), 1L, Long::sum);
    outputTokens.add(request.metrics().outputTokens());
    answerLengths.add(request);
    outputMilliTokensPerSecond.add(milli(request.metrics().outputTokensPerSecond()));
    decodeMilliTokensPerSecond.add(milli(request.metrics().decodeTokensPerSecond()));
    outputEvents += request.metrics().events();
    cache.add(request);
    reasoningTokens += Math.max(0, request.metrics().usage().reasoningTokens());
  }

  private void addLatencies(Map<Metric, Distribution> to, RequestRecord request) {
    for (Metric metric : Metric.values()) {
      metric.addTo(distribution(to, metric), request.metrics());
    }
  }

  /** A rate in thousandths, so that a histogram of whole numbers keeps its digits; -1 for none. */
  private static long milli(double rate) {
    return Double.isNaN(rate) ? -1 : Math.round(rate * 1000);
  }

  /** A copy that holds what it takes to be asked for percentiles, and can be dropped after it. */
  public PhaseStatistics copy() {
    PhaseStatistics copy = new PhaseStatistics();
    copy.add(this);
    return copy;
  }

  void addTokensInWindow(long tokens) {
    tokensInWindow += tokens;
  }

  void add(PhaseStatistics other) {
    other.successful.forEach((metric, d) -> distribution(successful, metric).add(d));
    other.unsuccessful.forEach((metric, d) -> distribution(unsuccessful, metric).add(d));
    other.outcomes.forEach((kind, count) -> outcomes.merge(kind, count, Long::sum));
    other.finishReasons.forEach(this::addFinishReason);
    other.tokenCountSources.forEach((s, count) -> tokenCountSources.merge(s, count, Long::sum));
    inputTokens.add(other.inputTokens);
    outputTokens.add(other.outputTokens);
    answerLengths.add(other.answerLengths);
    outputMilliTokensPerSecond.add(other.outputMilliTokensPerSecond);
    decodeMilliTokensPerSecond.add(other.decodeMilliTokensPerSecond);
    startTimes.add(other.startTimes);
    goodRequests.add(other.goodRequests);
    firstStartedNanos = Math.min(firstStartedNanos, other.firstStartedNanos);
    started += other.started;
    ok += other.ok;
    failed += other.failed;
    outputTokensOfAll += other.outputTokensOfAll;
    outputEvents += other.outputEvents;
    cachedTokens += other.cachedTokens;
    cache.add(other.cache);
    serverTimings.add(other.serverTimings);
    inputs.add(other.inputs);
    reasoningTokens += other.reasoningTokens;
    tokensInWindow += other.tokensInWindow;
    resent += other.resent;
  }

  /** Takes up less memory from now on; what is added later takes longer. */
  void pack() {
    successful.values().forEach(Distribution::pack);
    unsuccessful.values().forEach(Distribution::pack);
    inputTokens.pack();
    outputTokens.pack();
    answerLengths.pack();
    outputMilliTokensPerSecond.pack();
    decodeMilliTokensPerSecond.pack();
    serverTimings.pack();
  }

  private Distribution distribution(Map<Metric, Distribution> map, Metric metric) {
    return map.computeIfAbsent(metric, m -> distribution());
  }

  /** The distribution of a metric over the successful requests, in nanoseconds. */
  public Distribution successful(Metric metric) {
    return distribution(successful, metric);
  }

  /** The distribution of a metric over the requests that did not succeed, in nanoseconds. */
  public Distribution unsuccessful(Metric metric) {
    return distribution(unsuccessful, metric);
  }

  /** Requests by outcome. */
  public Map<String, Long> outcomes() {
    return outcomes;
  }

  /** Successful requests by the server's finish reason; beyond a number of them, under one. */
  public Map<String, Long> finishReasons() {
    return finishReasons;
  }

  /** Successful requests by where their token counts come from. */
  public Map<TokenCountSource, Long> tokenCountSources() {
    return tokenCountSources;
  }

  /** Input tokens of the successful requests. */
  public Distribution inputTokens() {
    return inputTokens;
  }

  /** Output tokens of the successful requests. */
  public Distribution outputTokens() {
    return outputTokens;
  }

  /** How long answers of the successful requests were, against what was asked. */
  public AnswerLengths answerLengths() {
    return answerLengths;
  }

  /** Output tokens / E2E of the successful requests, in thousandths of a token per second. */
  public Distribution outputMilliTokensPerSecond() {
    return outputMilliTokensPerSecond;
  }

  /** 1 / TPOT of the successful requests, in thousandths of a token per second. */
  public Distribution decodeMilliTokensPerSecond() {
    return decodeMilliTokensPerSecond;
  }

  /** When those with a schedule were to start and did. */
  public StartTimes startTimes() {
    return startTimes;
  }

  /** How many of the requests that were started in the phase were good. */
  public GoodRequests goodRequests() {
    return goodRequests;
  }

  /** When the first request of the phase started, if there was one. */
  public OptionalLong firstStartedNanos() {
    return started == 0 ? OptionalLong.empty() : OptionalLong.of(firstStartedNanos);
  }

  /** Requests started in the phase. */
  public long started() {
    return started;
  }

  /** Of these, those that succeeded. */
  public long ok() {
    return ok;
  }

  /** Of these, those that failed. */
  public long failed() {
    return failed;
  }

  /** Output tokens of all requests started in the phase, failed ones included. */
  public long outputTokensOfAll() {
    return outputTokensOfAll;
  }

  /** Events with output of the successful requests. */
  public long outputEvents() {
    return outputEvents;
  }

  /** Input tokens of the successful requests that the server took from a cache. */
  public long cachedTokens() {
    return cachedTokens;
  }

  /** What of the successful requests was meant to be in a cache, and was. */
  public CacheStatistics cache() {
    return cache;
  }

  /** What the server said of its own times, of the successful requests. */
  public TimingStatistics serverTimings() {
    return serverTimings;
  }

  /** What was counted of requests that are made of inputs. */
  public InputStatistics inputs() {
    return inputs;
  }

  /** Reasoning tokens of the successful requests. */
  public long reasoningTokens() {
    return reasoningTokens;
  }

  /** Output tokens that came in while the phase lasted, whichever phase their request is of. */
  public long tokensInWindow() {
    return tokensInWindow;
  }

  /** Requests that the transport sent again on another connection. */
  public long resent() {
    return resent;
  }
}
