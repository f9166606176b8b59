package io.github.gatlingllm.server;

/**
 * What an embedded endpoint has done since it started, read at one moment.
 *
 * <p>The counts are read one after another while the endpoint goes on, so two of them may differ by
 * a request under load; at rest they agree, and then {@code requestsReceived = answered + completed
 * + cancelled + rejected + refusedQueueFull + refusedTooLarge}.
 *
 * @param requestsReceived HTTP requests read to their end, plus those too large to be
 * @param answered requests that need no sequence and were answered: models, health
 * @param completed chat requests answered to the last token
 * @param cancelled chat requests whose client left before the end, while queued or being served
 * @param rejected requests answered 400, 401, 404, 405 or 500
 * @param refusedQueueFull chat requests answered 429
 * @param refusedTooLarge requests answered 413
 * @param refusedConnections connections closed at once, too many being open
 * @param cutSlowReaders connections closed because the client did not read for too long
 * @param cutPipelines connections closed because too many requests were sent ahead of an answer
 * @param tokensProduced tokens of all chat answers, cancelled ones included
 * @param active sequences being generated now
 * @param queued chat requests that wait for a sequence now
 * @param peakActive the most sequences ever generated at once
 * @param lateness how late tokens left
 */
public record EndpointCounters(
    long requestsReceived,
    long answered,
    long completed,
    long cancelled,
    long rejected,
    long refusedQueueFull,
    long refusedTooLarge,
    long refusedConnections,
    long cutSlowReaders,
    long cutPipelines,
    long tokensProduced,
    int active,
    int queued,
    int peakActive,
    Lateness lateness) {

  /**
   * How long after their due times tokens were handed to the socket: the endpoint's own error, to
   * be held against what a client measures. Zero for everything before the first token.
   *
   * @param p50Nanos median, rounded up to 10 µs
   * @param p99Nanos 99th percentile, rounded up to 10 µs
   * @param maxNanos the worst, exact
   */
  public record Lateness(long p50Nanos, long p99Nanos, long maxNanos) {}
}
