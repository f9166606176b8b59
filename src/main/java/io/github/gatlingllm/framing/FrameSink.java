package io.github.gatlingllm.framing;

/** Receives the frames of one response body, in order, on the thread that feeds the decoder. */
public interface FrameSink {

  /** A frame is complete; it must not be kept beyond this call. */
  void onFrame(Frame frame);

  /** A comment line came in (servers send them as pings); it carries no frame. */
  default void onComment() {}

  /**
   * No more comes of the body, over or not. Told to readers of answers, once, by whoever feeds
   * them: what they held back is to be given out now.
   */
  default void onEnd() {}

  /**
   * The framing itself, which may be that of a gateway between client and model, reports an error:
   * there will be no further frame.
   *
   * @param code the code or type of the error, or an empty string
   * @param body what is said of it: a text, or JSON
   */
  default void onFault(String code, String body) {}
}
