package io.github.gatlingllm.gatling;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of time on a request; nothing where there is none. Each has its own outcome.
 *
 * @param connect on opening a connection, TLS included
 * @param firstToken from the start of the request to its first output
 * @param idle between two events of an answer that has begun
 * @param total on the whole request
 * @param commentsCount whether comments, which servers send as pings, count as events for {@code
 *     idle}
 */
public record Timeouts(
    @Nullable Duration connect,
    @Nullable Duration firstToken,
    @Nullable Duration idle,
    @Nullable Duration total,
    boolean commentsCount) {

  /** No limits at all: what a request has that sets none of its own. */
  public static final Timeouts NONE = new Timeouts(null, null, null, null, false);

  /** flotest's limit on a whole request, and no other. */
  public static final Timeouts DEFAULT = NONE.withTotal(Duration.ofMinutes(10));

  /** With another limit on connecting. */
  public Timeouts withConnect(Duration limit) {
    return new Timeouts(positive("connectTimeout", limit), firstToken, idle, total, commentsCount);
  }

  /** With another limit on the first output. */
  public Timeouts withFirstToken(Duration limit) {
    return new Timeouts(connect, positive("firstTokenTimeout", limit), idle, total, commentsCount);
  }

  /** With another limit between events. */
  public Timeouts withIdle(Duration limit) {
    return new Timeouts(connect, firstToken, positive("idleTimeout", limit), total, commentsCount);
  }

  /** With another limit on the whole. */
  public Timeouts withTotal(Duration limit) {
    return new Timeouts(connect, firstToken, idle, positive("timeout", limit), commentsCount);
  }

  /** With comments counting as events. */
  public Timeouts withCommentsCounting() {
    return new Timeouts(connect, firstToken, idle, total, true);
  }

  /** These limits, where another sets none. */
  Timeouts overriddenBy(Timeouts other) {
    return new Timeouts(
        other.connect == null ? connect : other.connect,
        other.firstToken == null ? firstToken : other.firstToken,
        other.idle == null ? idle : other.idle,
        other.total == null ? total : other.total,
        commentsCount || other.commentsCount);
  }

  private static Duration positive(String name, Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(name + " is " + limit + "; accepted: more than 0");
    }
    return limit;
  }
}
