package io.github.gatlingllm.timing;

/**
 * The instants of one request, in nanoseconds of the run's clock; {@link #NEVER} where one was not
 * reached. Definitions: docs/metrics.md.
 *
 * @param scheduled when the arrival process wanted the request, which is before it started; {@code
 *     started} where none did, as in a closed model
 * @param started the action began to send, before encoding and connecting
 * @param connected the TCP connection was open and TLS began; {@link #NEVER} without TLS, and where
 *     a connection was used again
 * @param written the client handed the request's bytes to the socket
 * @param headers status line and headers were in
 * @param done the terminal event, or the end of the body where there is none; where a finished
 *     answer's body never ended, its last event; of a failed request, the failure. Never {@link
 *     #NEVER} once the request has ended
 */
public record RequestInstants(
    long scheduled, long started, long connected, long written, long headers, long done) {

  /** The value of an instant that was not reached. */
  public static final long NEVER = Long.MIN_VALUE;

  /** The instants of a request without a TLS handshake of its own. */
  public RequestInstants(long scheduled, long started, long written, long headers, long done) {
    this(scheduled, started, NEVER, written, headers, done);
  }

  /** Whether an arrival process wanted it at an instant of its own. */
  public boolean isScheduled() {
    return scheduled != started;
  }

  /** Nanoseconds from {@code started} to {@code instant}, or -1 if that was not reached. */
  public long sinceStart(long instant) {
    return instant == NEVER ? -1 : instant - started;
  }
}
