package io.github.gatlingllm.framing;

import java.nio.charset.StandardCharsets;

/**
 * One message of a response body: an event of an event stream, or a JSON document.
 *
 * <p>A view on a buffer that its decoder uses again: valid only during the call that hands it over.
 */
public final class Frame {

  private String event = "";
  private byte[] bytes = new byte[0];
  private int offset;
  private int length;
  private boolean terminated;

  /** A whole frame of bytes that came inside another one, such as encoded as text. */
  public static Frame whole(String event, byte[] data) {
    return new Frame().with(event, data, 0, data.length, true);
  }

  Frame with(
      String newEvent, byte[] newBytes, int newOffset, int newLength, boolean newTerminated) {
    // Unchanged in most events; collectors follow up every reference that is written.
    if (!event.equals(newEvent)) {
      this.event = newEvent;
    }
    if (bytes != newBytes) {
      this.bytes = newBytes;
    }
    this.offset = newOffset;
    this.length = newLength;
    this.terminated = newTerminated;
    return this;
  }

  /** The event's name ({@code event:} field), or an empty string where none was given. */
  public String event() {
    return event;
  }

  /** The buffer that holds the data, and other things before and after it. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where in {@link #bytes()} this frame's data begins. */
  public int offset() {
    return offset;
  }

  /** How many bytes of {@link #bytes()}, from {@link #offset()} on, are this frame's data. */
  public int length() {
    return length;
  }

  /**
   * Whether the frame was closed by its own end mark. A frame that is not was cut short by the end
   * of the body: it may be whole, or half of what the server meant to send.
   */
  public boolean terminated() {
    return terminated;
  }

  /** Whether the data is the given ASCII text, white space around it aside. */
  public boolean dataIs(String ascii) {
    int start = offset;
    int end = offset + length;
    while (start < end && BodyDecoder.isWhiteSpace(bytes[start])) {
      start++;
    }
    while (end > start && BodyDecoder.isWhiteSpace(bytes[end - 1])) {
      end--;
    }
    if (end - start != ascii.length()) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (bytes[i] != ascii.charAt(i - start)) {
        return false;
      }
    }
    return true;
  }

  /** The data as text; allocates. */
  public String text() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
