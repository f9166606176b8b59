package io.github.gatlingllm.testkit;

/**
 * When a server closes a connection on which nothing is in flight, without a word before.
 *
 * @param maxRequests after so many requests; 0 for never
 * @param idleMillis once no request came for so long; 0 for never
 * @param abrupt whether what the client writes to the closed connection is refused; else it is read
 *     and counted, and never answered
 */
public record ConnectionHabits(int maxRequests, int idleMillis, boolean abrupt) {

  /** Connections are kept as long as the client keeps them. */
  public static final ConnectionHabits KEPT = new ConnectionHabits(0, 0, false);

  /** Connections that end after a number of requests. */
  public static ConnectionHabits closingAfterRequests(int requests) {
    return new ConnectionHabits(requests, 0, false);
  }

  /** Connections that end when they are not used. */
  public static ConnectionHabits closingWhenIdle(int millis) {
    return new ConnectionHabits(0, millis, false);
  }

  /** The same, by servers that read nothing any more. */
  public ConnectionHabits abruptly() {
    return new ConnectionHabits(maxRequests, idleMillis, true);
  }
}
