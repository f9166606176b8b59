package io.github.gatlingllm.framing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * Decodes AWS's binary event stream ({@code application/vnd.amazon.eventstream}): messages with
 * headers and a payload, each with a checksum over its lengths and one over all of it.
 *
 * <p>The payloads of {@code PayloadPart} events are pieces of one inner body, an event stream or
 * JSON lines, cut anywhere; other events are frames of their own. Exceptions and errors are handed
 * over as faults. A message cut short by the end of the body says nothing.
 *
 * <p>AWS's own {@code Message} decodes and verifies; its {@code MessageDecoder} is not used, since
 * it takes 2 MiB for every stream.
 */
public final class AwsEventStreamDecoder implements FrameDecoder {

  private static final int LENGTHS_BYTES = 8;
  private static final int PRELUDE_BYTES = 12;
  private static final int MIN_MESSAGE_BYTES = 16;

  private final int maxFrameBytes;
  private final Frame frame = new Frame();
  private final ByteAccumulator message;
  private final BodyDecoder inner;
  private int messageBytes;
  private boolean named;

  /**
   * A decoder for one body.
   *
   * @param maxFrameBytes the longest message, and the longest frame of the inner body, in bytes
   */
  public AwsEventStreamDecoder(int maxFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
    this.message = new ByteAccumulator(maxFrameBytes);
    this.inner = new BodyDecoder(maxFrameBytes);
  }

  /** Whether what came in is a stream, and not one JSON document in parts. */
  boolean isStream() {
    return named || inner.isStream();
  }

  /** Whether the inner body is one that is read at all. */
  boolean isRecognized() {
    return inner.isRecognized();
  }

  @Override
  public void decode(ByteBuf bytes, FrameSink sink) {
    int index = bytes.readerIndex();
    int end = bytes.writerIndex();
    while (index < end) {
      int wanted = message.length() < PRELUDE_BYTES ? PRELUDE_BYTES : messageBytes;
      int taken = Math.min(wanted - message.length(), end - index);
      message.append(bytes, index, taken);
      index += taken;
      if (message.length() == PRELUDE_BYTES) {
        messageBytes = lengthOfMessage();
      }
      if (message.length() >= PRELUDE_BYTES && message.length() == messageBytes) {
        onMessage(decoded(), sink);
        message.clear();
      }
    }
  }

  /** The message's length, believed only once its own checksum has been verified. */
  private int lengthOfMessage() {
    CRC32 checksum = new CRC32();
    checksum.update(message.array(), 0, LENGTHS_BYTES);
    ByteBuffer prelude = ByteBuffer.wrap(message.array());
    int length = prelude.getInt();
    if (prelude.getInt(LENGTHS_BYTES) != (int) checksum.getValue() || length < MIN_MESSAGE_BYTES) {
      throw new CorruptFrameException("the lengths of an event-stream message are corrupt");
    }
    if (length > maxFrameBytes) {
      throw new FrameTooLongException(maxFrameBytes);
    }
    return length;
  }

  private Message decoded() {
    try {
      return Message.decode(ByteBuffer.wrap(message.array(), 0, messageBytes));
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new CorruptFrameException("an event-stream message is corrupt: " + e.getMessage());
    }
  }

  private void onMessage(Message whole, FrameSink sink) {
    switch (header(whole, ":message-type")) {
      case "exception" ->
          sink.onFault(
              header(whole, ":exception-type"),
              new String(whole.getPayload(), StandardCharsets.UTF_8));
      case "error" -> sink.onFault(header(whole, ":error-code"), header(whole, ":error-message"));
      default -> onEvent(header(whole, ":event-type"), whole.getPayload(), sink);
    }
  }

  private void onEvent(String type, byte[] payload, FrameSink sink) {
    if (type.equals("PayloadPart")) {
      inner.decode(Unpooled.wrappedBuffer(payload), sink);
    } else {
      named = true;
      sink.onFrame(frame.with(type, payload, 0, payload.length, true));
    }
  }

  private static String header(Message whole, String name) {
    HeaderValue value = whole.getHeaders().get(name);
    return value == null ? "" : value.getString();
  }

  @Override
  public void end(FrameSink sink) {
    inner.end(sink);
  }
}
