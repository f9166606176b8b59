package io.github.gatlingllm.config;

import java.time.Duration;

/**
 * The connections to the endpoint.
 *
 * @param maxConnections most connections open at once; when the key is not given, the concurrency,
 *     or {@link #UNLIMITED} for an open load
 * @param keepAliveTimeout how long an idle connection is kept; zero keeps none
 * @param connectTimeout how long opening a connection may take; above zero
 * @param clientWarmUp how long the client warms itself up before the first request; zero for not
 * @param eventLoops event loops in use; 0 for half as many as cores
 */
public record Http(
    int maxConnections,
    Duration keepAliveTimeout,
    Duration connectTimeout,
    Duration clientWarmUp,
    int eventLoops) {

  /** As many connections as are needed. */
  public static final int UNLIMITED = Integer.MAX_VALUE;
}
