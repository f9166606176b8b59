package io.github.gatlingllm.server;

import java.time.Duration;

/**
 * The bounds of an embedded endpoint. What happens at each is an answer the client sees or a
 * connection that ends, and is counted in {@link EndpointCounters}.
 *
 * @param parallelSequences answers generated at once, at least 1; further requests queue
 * @param queued requests that may wait for a sequence, not negative; beyond it a request gets 429
 * @param contextTokens prompt and answer of one request, at least 1; beyond it a request gets 400
 * @param bodyBytes request body, at least 1; beyond it a request gets 413
 * @param connections open connections, at least 1; beyond it a connection is closed at once
 * @param stalledReader how long a client may leave its connection's buffers full, positive; beyond
 *     it the connection is closed. Until then its stream waits, as a server's does
 */
public record EndpointLimits(
    int parallelSequences,
    int queued,
    int contextTokens,
    int bodyBytes,
    int connections,
    Duration stalledReader) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException for a value out of the range given above
   */
  public EndpointLimits {
    requireAtLeast("parallelSequences", 1, parallelSequences);
    requireAtLeast("queued", 0, queued);
    requireAtLeast("contextTokens", 1, contextTokens);
    requireAtLeast("bodyBytes", 1, bodyBytes);
    requireAtLeast("connections", 1, connections);
    if (stalledReader.isNegative() || stalledReader.isZero()) {
      throw new IllegalArgumentException("stalledReader must be positive: " + stalledReader);
    }
  }

  private static void requireAtLeast(String name, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ": " + value);
    }
  }

  /**
   * 32 sequences, 256 queued, 131072 tokens of context, bodies of 4 MiB, 4096 connections, a
   * minute.
   */
  public static EndpointLimits defaults() {
    return new EndpointLimits(32, 256, 131_072, 4 << 20, 4_096, Duration.ofSeconds(60));
  }

  /** The same bounds with another number of parallel sequences. */
  public EndpointLimits withParallelSequences(int value) {
    return new EndpointLimits(value, queued, contextTokens, bodyBytes, connections, stalledReader);
  }

  /** The same bounds with another length of the queue. */
  public EndpointLimits withQueued(int value) {
    return new EndpointLimits(
        parallelSequences, value, contextTokens, bodyBytes, connections, stalledReader);
  }

  /** The same bounds with another context length, in tokens. */
  public EndpointLimits withContextTokens(int value) {
    return new EndpointLimits(
        parallelSequences, queued, value, bodyBytes, connections, stalledReader);
  }

  /** The same bounds with another size of request bodies. */
  public EndpointLimits withBodyBytes(int value) {
    return new EndpointLimits(
        parallelSequences, queued, contextTokens, value, connections, stalledReader);
  }

  /** The same bounds with another number of connections. */
  public EndpointLimits withConnections(int value) {
    return new EndpointLimits(
        parallelSequences, queued, contextTokens, bodyBytes, value, stalledReader);
  }

  /** The same bounds with another patience for clients that do not read. */
  public EndpointLimits withStalledReader(Duration value) {
    return new EndpointLimits(
        parallelSequences, queued, contextTokens, bodyBytes, connections, value);
  }
}
