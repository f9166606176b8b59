package io.github.gatlingllm.api;

/**
 * Receives what the frames of one answer mean, in order. Several signals may come of one frame.
 *
 * <p>Calls rather than objects, because there is one for every token of every stream.
 */
public interface SignalSink {

  /** A piece of output that is not empty, brought by this event. */
  void output(OutputKind kind, String text);

  /**
   * A piece of output that is not empty, brought by this event, without its text: only where {@link
   * #wantsText} says that nobody wants it.
   */
  default void output(OutputKind kind) {
    output(kind, "");
  }

  /**
   * Whether the text of output of a kind is of any use now. If not, a reader may save itself making
   * it, and call {@link #output(OutputKind)}; it need not.
   */
  default boolean wantsText(OutputKind kind) {
    return true;
  }

  /**
   * This event brought text whose kind is not known yet, such as the beginning of what may be a
   * tag. It is output, and it came now; the text follows, with {@link #output(OutputKind, String)}
   * or {@link #settle}.
   */
  default void held() {}

  /**
   * Text that earlier events brought and whose kind is known now; this event brought none of it.
   */
  default void settle(OutputKind kind, String text) {
    output(kind, text);
  }

  /** The answer is no output, but has so many vectors or scores; {@link #end} follows. */
  default void results(int count) {}

  /**
   * The highest index of an input that one of these is said to be of, counted from 0; not told
   * where the answer names none. An answer about an input that was never sent is none.
   */
  default void highestIndex(int index) {}

  /** The token counts so far; a later call replaces an earlier one. */
  void usage(Usage usage);

  /** Every choice seen so far has ended; {@code reason} is the server's word for why. */
  void finish(String reason);

  /** A further choice began after {@link #finish}: the answer goes on. */
  default void resume() {}

  /** The server reports an error. */
  void fault(Fault fault);

  /**
   * The server says how long something took on its side, by its own clock. Told beside what was
   * measured and never mixed with it; a later figure of a name replaces an earlier one.
   *
   * @param name what took so long: {@code queue}, {@code prefill}, {@code decode}, {@code load},
   *     {@code total}, or the server's own word
   * @param nanos how long, in nanoseconds
   */
  default void serverTiming(String name, long nanos) {}

  /** The body ended in the middle of a frame: what is missing of it, nobody knows. */
  default void brokeOff() {}

  /** The API's own end mark came in. */
  void end();
}
