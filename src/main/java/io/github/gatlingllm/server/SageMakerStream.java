package io.github.gatlingllm.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * SageMaker's framing of a stream: each piece is a {@code PayloadPart} of AWS's binary event
 * stream. With a fault it breaks off after three of them.
 */
final class SageMakerStream implements EventFraming {

  /** What is odd about a stream; named as the endpoints that do so. */
  enum Fault {
    NONE(""),
    /** Parts of 37 bytes, which cut lines and characters anywhere; it goes on. */
    SPLIT("split37"),
    /** The model stopped: an exception. */
    MODEL_ERROR("model-error"),
    /** The service failed: an exception. */
    INTERNAL("internal"),
    /** An error that is no exception of the API. */
    ERROR_FRAME("error-frame"),
    /** Half a frame, and the connection closes. */
    CUT("cut"),
    /** A frame whose checksum is wrong. */
    BAD_CRC("bad-crc");

    private final String endpoint;

    Fault(String endpoint) {
      this.endpoint = endpoint;
    }

    static Fault of(String endpoint) {
      return Stream.of(values())
          .filter(fault -> fault.endpoint.equals(endpoint))
          .findFirst()
          .orElse(NONE);
    }
  }

  private static final int PIECES_BEFORE_FAULT = 3;
  private static final int SPLIT_BYTES = 37;
  private static final String MESSAGE_TYPE = ":message-type";

  private final Fault fault;
  private int pieces;

  SageMakerStream(Fault fault) {
    this.fault = fault;
  }

  @Override
  public String contentType() {
    return "application/vnd.amazon.eventstream";
  }

  @Override
  public ByteBuf framed(ByteBuf piece) {
    byte[] payload = ByteBufUtil.getBytes(piece);
    piece.release();
    pieces++;
    int size = fault == Fault.SPLIT ? SPLIT_BYTES : Math.max(1, payload.length);
    ByteBuf parts = Unpooled.buffer();
    for (int from = 0; from < payload.length; from += size) {
      int to = Math.min(payload.length, from + size);
      parts.writeBytes(part(Arrays.copyOfRange(payload, from, to)));
    }
    return parts;
  }

  @Override
  public Step next() {
    if (fault == Fault.NONE || fault == Fault.SPLIT || pieces < PIECES_BEFORE_FAULT) {
      return Step.GO_ON;
    }
    return fault == Fault.CUT ? Step.CUT : Step.END;
  }

  @Override
  public ByteBuf last() {
    byte[] frame =
        switch (fault) {
          case MODEL_ERROR ->
              exception(
                  "ModelStreamError",
                  "{\"Message\":\"the model stopped\","
                      + "\"ErrorCode\":\"ModelInvocationTimeExceeded\"}");
          case INTERNAL -> exception("InternalStreamFailure", "{\"Message\":\"stream failed\"}");
          case ERROR_FRAME ->
              encoded(
                  Map.of(
                      MESSAGE_TYPE,
                      "error",
                      ":error-code",
                      "InternalFailure",
                      ":error-message",
                      "unmodeled"),
                  new byte[0]);
          default -> part("data: never read\n\n".getBytes(StandardCharsets.UTF_8));
        };
    if (fault == Fault.BAD_CRC) {
      frame[frame.length - 1] ^= 1;
    }
    return Unpooled.wrappedBuffer(frame, 0, fault == Fault.CUT ? frame.length / 2 : frame.length);
  }

  private static byte[] part(byte[] payload) {
    return encoded(
        Map.of(
            MESSAGE_TYPE,
            "event",
            ":event-type",
            "PayloadPart",
            ":content-type",
            "application/octet-stream"),
        payload);
  }

  /** A frame that ends a stream with an exception of the API. */
  static byte[] exception(String type, String json) {
    return encoded(
        Map.of(
            MESSAGE_TYPE,
            "exception",
            ":exception-type",
            type,
            ":content-type",
            "application/json"),
        json.getBytes(StandardCharsets.UTF_8));
  }

  /** A frame of AWS's binary event stream. */
  static byte[] encoded(Map<String, String> headers, byte[] payload) {
    Map<String, HeaderValue> values = new TreeMap<>();
    headers.forEach((name, value) -> values.put(name, HeaderValue.fromString(value)));
    ByteBuffer bytes = new Message(values, payload).toByteBuffer();
    byte[] array = new byte[bytes.remaining()];
    bytes.get(array);
    return array;
  }
}
