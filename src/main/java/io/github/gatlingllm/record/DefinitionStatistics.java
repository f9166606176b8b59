package io.github.gatlingllm.record;

import io.github.gatlingllm.metrics.RequestMetrics;

/**
 * What other tools' definitions take beside our own metrics, of the successful requests of a run;
 * docs/metrics.md has the definitions. Not thread-safe; merging loses nothing.
 */
public final class DefinitionStatistics {

  private final Distribution timePerToken = Distribution.compact();
  private final Distribution decodePerLaterToken = Distribution.compact();
  private final Distribution decodePerToken = Distribution.compact();
  private final Distribution latency = Distribution.compact();
  private long firstStartedNanos = Long.MAX_VALUE;
  private long lastTokenNanos = Long.MIN_VALUE;

  void add(RequestRecord request) {
    if (!request.succeeded()) {
      return;
    }
    RequestMetrics metrics = request.metrics();
    boolean timed = metrics.hasTokenTiming();
    long toLast = timed ? metrics.lastTokenNanos() : metrics.e2eNanos();
    long started = metrics.instants().started();
    latency.add(toLast);
    firstStartedNanos = Math.min(firstStartedNanos, started);
    lastTokenNanos = Math.max(lastTokenNanos, started + toLast);
    int tokens = metrics.outputTokens();
    if (tokens > 0) {
      timePerToken.add(Math.round((double) toLast / tokens), tokens);
    }
    if (timed && tokens > 0) {
      double decode = (double) metrics.e2eNanos() - metrics.ttftNanos();
      decodePerToken.add(Math.round(decode / tokens));
      decodePerLaterToken.add(metrics.tpotNanos(), tokens - 1);
    }
  }

  void add(DefinitionStatistics other) {
    timePerToken.add(other.timePerToken);
    decodePerLaterToken.add(other.decodePerLaterToken);
    decodePerToken.add(other.decodePerToken);
    latency.add(other.latency);
    firstStartedNanos = Math.min(firstStartedNanos, other.firstStartedNanos);
    lastTokenNanos = Math.max(lastTokenNanos, other.lastTokenNanos);
  }

  /** To the last token / output tokens, in nanoseconds, as many samples as tokens: GuideLLM. */
  public Distribution timePerToken() {
    return timePerToken;
  }

  /** TPOT, in nanoseconds, as many samples as tokens after the first: GuideLLM's ITL. */
  public Distribution decodePerLaterToken() {
    return decodePerLaterToken;
  }

  /** (E2E − TTFT) / output tokens, in nanoseconds, one sample a request: llm_bench. */
  public Distribution decodePerToken() {
    return decodePerToken;
  }

  /** To the last token, or to the end of an answer in one piece, in nanoseconds. */
  public Distribution latency() {
    return latency;
  }

  /** From the first start to the last token of any of them, in nanoseconds; 0 without any. */
  public long spanNanos() {
    return latency.count() == 0 ? 0 : lastTokenNanos - firstStartedNanos;
  }
}
