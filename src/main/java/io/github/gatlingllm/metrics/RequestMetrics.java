package io.github.gatlingllm.metrics;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
import java.util.Map;

/**
 * The metrics of one request: a pure function of its result, by the definitions of docs/metrics.md.
 *
 * <p>Durations in nanoseconds; {@link #NONE} where the metric does not exist for this request. An
 * answer that was not streamed has an end-to-end latency and no token timing: its one read says
 * nothing of when tokens were made.
 */
public final class RequestMetrics {

  /** The value of a duration or count that does not exist for a request. */
  public static final long NONE = -1;

  /** Receives samples that share one value. */
  @FunctionalInterface
  public interface SampleSink {
    /**
     * {@code count} samples of {@code nanos} each.
     *
     * @param nanos the sample, in nanoseconds
     * @param count how many samples have that value, at least 1
     */
    void accept(long nanos, int count);
  }

  private final RequestInstants instants;
  private final TokenTimeline timeline;
  private final boolean streamed;
  private final Usage usage;
  private final Map<String, Long> serverTimings;
  private final int outputTokens;
  private final TokenCountSource tokenCountSource;
  private final int[] tokensByEvent;

  private RequestMetrics(StreamResult result) {
    this.instants = result.instants();
    this.timeline = result.timeline();
    this.streamed = result.streamed();
    this.usage = result.usage();
    this.serverTimings = result.serverTimings();
    // A server that states 0 beside output has not counted yet, or does not count.
    if (usage.outputTokens() > 0 || (usage.outputTokens() == 0 && timeline.isEmpty())) {
      this.outputTokens = usage.outputTokens();
      this.tokenCountSource = TokenCountSource.USAGE;
    } else if (hasTokenTiming()) {
      this.outputTokens = (int) Math.min(Integer.MAX_VALUE, timeline.size() + timeline.overflow());
      this.tokenCountSource = TokenCountSource.EVENTS;
    } else {
      // The one body of an answer that is not streamed is no event of one token.
      this.outputTokens = 0;
      this.tokenCountSource = TokenCountSource.NONE;
    }
    this.tokensByEvent = TokenSpread.of(timeline, outputTokens);
  }

  /** How long the server says that its parts took, in nanoseconds by name; by its own clock. */
  public Map<String, Long> serverTimings() {
    return serverTimings;
  }

  /** The metrics of an ended request. */
  public static RequestMetrics of(StreamResult result) {
    return new RequestMetrics(result);
  }

  /** TTFT: the first event that carries output, reasoning included − {@code started}. */
  public long ttftNanos() {
    return hasTokenTiming() ? timeline.nanos(0) - instants.started() : NONE;
  }

  /** TTFNT: the first event with visible content, outside all reasoning − {@code started}. */
  public long ttfntNanos() {
    int first = timeline.firstVisible();
    return streamed && first >= 0 ? timeline.nanos(first) - instants.started() : NONE;
  }

  /** TTST: the second − the first event that carries output. */
  public long ttstNanos() {
    return streamed && timeline.size() > 1 ? timeline.nanos(1) - timeline.nanos(0) : NONE;
  }

  /** TPOT: (last − first event that carries output) / (output tokens − 1). */
  public long tpotNanos() {
    if (!hasTokenTiming() || outputTokens <= 1) {
      return NONE;
    }
    return Math.round((double) (timeline.lastNanos() - timeline.nanos(0)) / (outputTokens - 1));
  }

  /** E2E: {@code done} − {@code started}. */
  public long e2eNanos() {
    return instants.done() - instants.started();
  }

  /** The last event that carries output − {@code started}: what others call end to end. */
  public long lastTokenNanos() {
    return hasTokenTiming() ? timeline.lastNanos() - instants.started() : NONE;
  }

  /** TTFT counted from {@code scheduled}: free of coordinated omission where the load is open. */
  public long ttftFromScheduleNanos() {
    return hasTokenTiming() ? timeline.nanos(0) - instants.scheduled() : NONE;
  }

  /** E2E counted from {@code scheduled}. */
  public long e2eFromScheduleNanos() {
    return instants.done() - instants.scheduled();
  }

  /** {@code written} − {@code started}: connect, TLS and wait for a pooled connection. */
  public long connectNanos() {
    return instants.sinceStart(instants.written());
  }

  /**
   * {@code written} − {@code connected}: the TLS handshake, where this request opened the
   * connection.
   */
  public long tlsNanos() {
    boolean measured =
        instants.connected() != RequestInstants.NEVER
            && instants.written() != RequestInstants.NEVER;
    return measured ? instants.written() - instants.connected() : NONE;
  }

  /** {@code headers} − {@code started}. */
  public long headersNanos() {
    return instants.sinceStart(instants.headers());
  }

  /** The longest ICL: the longest gap between neighbouring events that carry output. */
  public long longestStallNanos() {
    long longest = NONE;
    for (int i = 1; streamed && i < timeline.size(); i++) {
      longest = Math.max(longest, timeline.nanos(i) - timeline.nanos(i - 1));
    }
    return longest;
  }

  /** ICL: every gap between neighbouring events that carry output. */
  public void forEachIcl(SampleSink sink) {
    for (int i = 1; streamed && i < timeline.size(); i++) {
      sink.accept(timeline.nanos(i) - timeline.nanos(i - 1), 1);
    }
  }

  /**
   * ITL: the same gaps, each divided by the tokens that its event brought, one sample a token. The
   * gap of an event that brought none belongs to the next one that did, so no time is lost between
   * the first token and the last.
   */
  public void forEachItl(SampleSink sink) {
    long carried = 0;
    for (int i = 1; streamed && i < timeline.size(); i++) {
      long gap = carried + timeline.nanos(i) - timeline.nanos(i - 1);
      int tokens = tokensByEvent[i];
      if (tokens > 0) {
        sink.accept(Math.round((double) gap / tokens), tokens);
      }
      carried = tokens > 0 ? 0 : gap;
    }
  }

  /** Output tokens / E2E, in tokens per second; 0 for an answer without output. */
  public double outputTokensPerSecond() {
    long e2e = e2eNanos();
    return e2e <= 0 ? 0 : outputTokens * 1e9 / e2e;
  }

  /** 1 / TPOT, in tokens per second; NaN where TPOT does not exist. */
  public double decodeTokensPerSecond() {
    long tpot = tpotNanos();
    return tpot <= 0 ? Double.NaN : 1e9 / tpot;
  }

  /** Output tokens, counted as {@link #tokenCountSource()} says. */
  public int outputTokens() {
    return outputTokens;
  }

  /** Where {@link #outputTokens()} comes from. */
  public TokenCountSource tokenCountSource() {
    return tokenCountSource;
  }

  /** The server's token counts. */
  public Usage usage() {
    return usage;
  }

  /** Events that carried output. */
  public long events() {
    return timeline.size() + timeline.overflow();
  }

  /** Output tokens that event {@code index} brought. */
  public int tokensOfEvent(int index) {
    return tokensByEvent[index];
  }

  /** The instants of the request. */
  public RequestInstants instants() {
    return instants;
  }

  /** When output came in; of no meaning for tokens unless {@link #hasTokenTiming()}. */
  public TokenTimeline timeline() {
    return timeline;
  }

  /** Whether the answer was an event stream. */
  public boolean isStreamed() {
    return streamed;
  }

  /** Whether the answer was streamed and carried output, so that its tokens have times. */
  public boolean hasTokenTiming() {
    return streamed && !timeline.isEmpty();
  }
}
