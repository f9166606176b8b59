package io.github.gatlingllm.record;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.prompt.Conversation;

/**
 * What is counted of all requests that were the same turn of their conversations. Latencies and
 * tokens are those of the successful. Not thread-safe; merging loses nothing.
 */
public final class TurnStatistics {

  private final Distribution ttft = Distribution.compact();
  private final Distribution servedTokens = Distribution.compact();
  private long requests;
  private long failed;
  private long tokensOfTold;
  private long cachedTokens;

  void add(RequestRecord request) {
    requests++;
    if (!request.succeeded()) {
      failed += request.failed() ? 1 : 0;
      return;
    }
    Usage usage = request.metrics().usage();
    ttft.add(request.metrics().ttftNanos());
    servedTokens.add(usage.inputTokens());
    if (Conversation.isToldBy(usage)) {
      tokensOfTold += usage.inputTokens();
      cachedTokens += usage.cachedTokens();
    }
  }

  void add(TurnStatistics other) {
    ttft.add(other.ttft);
    servedTokens.add(other.servedTokens);
    requests += other.requests;
    failed += other.failed;
    tokensOfTold += other.tokensOfTold;
    cachedTokens += other.cachedTokens;
  }

  /** The time to the first token, in nanoseconds. */
  public Distribution ttft() {
    return ttft;
  }

  /** The tokens of prompts, as the server counts them. */
  public Distribution servedTokens() {
    return servedTokens;
  }

  /** All requests. */
  public long requests() {
    return requests;
  }

  /** Of these, those that failed. */
  public long failed() {
    return failed;
  }

  /** Prompt tokens of the requests whose cached tokens the server told. */
  public long tokensOfTold() {
    return tokensOfTold;
  }

  /** How many of these came from the server's cache. */
  public long cachedTokens() {
    return cachedTokens;
  }
}
