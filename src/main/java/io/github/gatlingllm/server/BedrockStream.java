package io.github.gatlingllm.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * Bedrock's framing of a stream: each event is a frame of AWS's binary event stream, named as
 * {@link ConverseWire} names it; Anthropic's own events are chunks, encoded as base64 inside.
 */
final class BedrockStream implements EventFraming {

  private static final int PIECES_BEFORE_FAULT = 3;
  private static final String DATA = "data: ";
  private static final String JSON = "application/json";

  private final boolean fails;
  private int pieces;

  /**
   * Of one answer.
   *
   * @param fails whether it breaks off with an exception of the model
   */
  BedrockStream(boolean fails) {
    this.fails = fails;
  }

  @Override
  public String contentType() {
    return "application/vnd.amazon.eventstream";
  }

  @Override
  public ByteBuf framed(ByteBuf piece) {
    String lines = piece.toString(StandardCharsets.UTF_8);
    piece.release();
    pieces++;
    ByteBuf frames = Unpooled.buffer();
    lines.lines().forEach(line -> frame(line, frames));
    return frames;
  }

  private static void frame(String line, ByteBuf frames) {
    int tab = line.indexOf(ConverseWire.SEPARATOR);
    if (line.startsWith(DATA)) {
      byte[] event = line.substring(DATA.length()).getBytes(StandardCharsets.UTF_8);
      String bytes = Base64.getEncoder().encodeToString(event);
      frames.writeBytes(event("chunk", "{\"bytes\":\"" + bytes + "\",\"p\":\"abcd\"}"));
    } else if (tab >= 0) {
      frames.writeBytes(event(line.substring(0, tab), line.substring(tab + 1)));
    } // Else the name of one of Anthropic's events, or the blank line after it.
  }

  private static byte[] event(String type, String json) {
    return SageMakerStream.encoded(
        Map.of(":message-type", "event", ":event-type", type, ":content-type", JSON),
        json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Step next() {
    return fails && pieces == PIECES_BEFORE_FAULT ? Step.END : Step.GO_ON;
  }

  @Override
  public ByteBuf last() {
    return Unpooled.wrappedBuffer(
        SageMakerStream.exception(
            "modelStreamErrorException",
            "{\"message\":\"The model failed\",\"originalMessage\":\"out of memory\","
                + "\"originalStatusCode\":500}"));
  }
}
