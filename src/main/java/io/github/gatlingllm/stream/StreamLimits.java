package io.github.gatlingllm.stream;

/**
 * Bounds on what is kept of one answer. What lies beyond is counted, not kept.
 *
 * @param maxFrameBytes the longest event of a stream, and the longest body that is not a stream;
 *     beyond it the answer is {@code malformed}
 * @param maxTextChars the most characters of the answer's text that are kept
 * @param maxErrorBytes the most bytes of an error body that are kept
 */
public record StreamLimits(int maxFrameBytes, int maxTextChars, int maxErrorBytes) {

  /** 16 MiB an event, a million characters of text, 4 KiB of an error. */
  public static final StreamLimits DEFAULT = new StreamLimits(16 << 20, 1_000_000, 4096);

  /** The same limits, with another bound on the text. */
  public StreamLimits withTextChars(int chars) {
    return new StreamLimits(maxFrameBytes, chars, maxErrorBytes);
  }
}
