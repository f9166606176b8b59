package io.github.gatlingllm.api;

/**
 * Receives what the frames of one answer mean, in order. Several signals may come of one frame.
 *
 * <p>Calls rather than objects, because there is one for every token of every stream.
 */
public interface SignalSink {

  /** A piece of output that is not empty. */
  void output(OutputKind kind, String text);

  /** The token counts so far; a later call replaces an earlier one. */
  void usage(Usage usage);

  /** Every choice seen so far has ended; {@code reason} is the server's word for why. */
  void finish(String reason);

  /** The server reports an error. */
  void fault(Fault fault);

  /** The API's own end mark came in. */
  void end();
}
