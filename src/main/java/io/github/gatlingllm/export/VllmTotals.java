package io.github.gatlingllm.export;

import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.record.RequestRecord;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What {@code vllm bench serve} counts of all requests together. */
final class VllmTotals {

  private static final double NANOS_PER_MILLI = 1e6;

  final Samples ttft = new Samples(NANOS_PER_MILLI);
  final Samples tpot = new Samples(NANOS_PER_MILLI);
  final Samples itl = new Samples(NANOS_PER_MILLI);
  final Samples e2el = new Samples(NANOS_PER_MILLI);

  private final RequestLimits limits;
  private final BusiestSecond chunks;
  private final PeakConcurrency concurrency = new PeakConcurrency();
  private long firstStart = Long.MAX_VALUE;
  private long lastEnd = Long.MIN_VALUE;
  private long completed;
  private long failed;
  private long good;
  private long inputTokens;
  private long outputTokens;
  private long inputSequences;
  private boolean answeredWithText;

  /**
   * Nothing counted.
   *
   * @param firstSuccess when the first request that succeeded was started
   */
  VllmTotals(RequestLimits limits, long firstSuccess) {
    this.limits = limits;
    this.chunks = new BusiestSecond(firstSuccess);
  }

  void add(RequestRecord request, VllmRequest of) {
    firstStart = Math.min(firstStart, request.metrics().instants().started());
    lastEnd = Math.max(lastEnd, request.metrics().instants().done());
    if (!of.success()) {
      failed++;
      return;
    }
    completed++;
    inputTokens += of.promptTokens();
    outputTokens += of.outputTokens();
    inputSequences += request.prompt().inputs();
    answeredWithText |= !request.isOfInputs();
    ttft.add(of.timed() ? of.ttft() : -1);
    tpot.add(of.tpot());
    e2el.add(of.latency());
    request.metrics().forEachIcl((nanos, count) -> itl.add(nanos));
    good += isGood(of) ? 1 : 0;
    long start = request.metrics().instants().started();
    concurrency.add(start, start + of.latency());
    addChunks(request, start + of.ttft());
  }

  private void addChunks(RequestRecord request, long first) {
    chunks.add(first);
    int events = request.metrics().hasTokenTiming() ? request.metrics().timeline().size() : 0;
    for (int i = 1; i < events; i++) {
      chunks.add(request.metrics().timeline().nanos(i));
    }
  }

  private boolean isGood(VllmRequest of) {
    return meets(LimitedMetric.TTFT, of.ttft())
        && meets(LimitedMetric.TPOT, Math.max(0, of.tpot()))
        && meets(LimitedMetric.E2E, of.latency());
  }

  private boolean meets(LimitedMetric metric, long nanos) {
    @Nullable Duration limit = limits.byMetric().get(metric);
    return limit == null || nanos <= limit.toNanos();
  }

  /** Whether there is a limit that vLLM knows. */
  boolean isLimited() {
    return limits.byMetric().containsKey(LimitedMetric.TTFT)
        || limits.byMetric().containsKey(LimitedMetric.TPOT)
        || limits.byMetric().containsKey(LimitedMetric.E2E);
  }

  /** From the first start to the last end of any request, in nanoseconds. */
  long durationNanos() {
    return completed + failed == 0 ? 0 : lastEnd - firstStart;
  }

  double perSecond(double amount) {
    long nanos = durationNanos();
    return nanos <= 0 ? 0 : amount * 1e9 / nanos;
  }

  long completed() {
    return completed;
  }

  long failed() {
    return failed;
  }

  long good() {
    return good;
  }

  long inputTokens() {
    return inputTokens;
  }

  long outputTokens() {
    return outputTokens;
  }

  /** How many inputs were answered, each with a vector or a score. */
  long inputSequences() {
    return inputSequences;
  }

  /** Whether nothing was answered with text, but inputs: vLLM's result has other keys then. */
  boolean isOfInputs() {
    return inputSequences > 0 && !answeredWithText;
  }

  long mostChunksInSecond() {
    return chunks.most();
  }

  OptionalInt mostConcurrent() {
    return concurrency.most();
  }
}
