package io.github.gatlingllm.framing;

/** Receives the frames of one response body, in order, on the thread that feeds the decoder. */
public interface FrameSink {

  /** A frame is complete; it must not be kept beyond this call. */
  void onFrame(Frame frame);

  /** A comment line came in (servers send them as pings); it carries no frame. */
  default void onComment() {}
}
