package io.github.gatlingllm.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last event that was scanned, and where its one text stands: of the events of a stream most
 * differ in nothing else. One with the same bytes before and after its text is scanned by comparing
 * these, since a scanner that sees the same bytes does the same.
 */
final class ChunkTemplate {

  /** Longer events are scanned; all open streams hold one of these. */
  private static final int MAX_BYTES = 1024;

  private byte[] event = {};
  private int length;
  private int textFrom;
  private int textTo;
  private @Nullable JsonText text;

  /**
   * Learns an event.
   *
   * @param newText its one text, which {@link #matches} then sets
   */
  void learn(byte[] bytes, int offset, int newLength, JsonText newText) {
    if (newLength > MAX_BYTES) {
      return;
    }
    if (event.length < newLength) {
      event = new byte[newLength + newLength / 4];
    }
    System.arraycopy(bytes, offset, event, 0, newLength);
    length = newLength;
    textFrom = newText.from() - offset;
    textTo = newText.to() - offset;
    text = newText;
  }

  /** Matches nothing from now on. */
  void forget() {
    text = null;
  }

  /** Whether an event is the learned one with another text; if so, that text is now seen. */
  boolean matches(byte[] bytes, int offset, int newLength, JsonCursor json) {
    JsonText seen = text;
    if (seen == null
        || newLength < length - (textTo - textFrom)
        || !Arrays.equals(bytes, offset, offset + textFrom, event, 0, textFrom)) {
      return false;
    }
    int end = offset + newLength;
    json.reset(bytes, offset + textFrom - 1, end);
    json.textOrNull(seen);
    return !json.hasFailed()
        && Arrays.equals(bytes, json.position(), end, event, textTo + 1, length);
  }
}
