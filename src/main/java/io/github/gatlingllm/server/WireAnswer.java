package io.github.gatlingllm.server;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer of one of the further APIs: a stream, or one document when the last token is there. */
final class WireAnswer implements Answer {

  private static final int OK = 200;

  private final Exchange exchange;
  private final Wire wire;
  private final boolean streamed;
  private final int tokens;
  private final StringBuilder text = new StringBuilder();
  private int produced;

  /**
   * @param request says whether the answer is streamed, and how many tokens it will have
   */
  WireAnswer(Exchange exchange, Wire wire, ChatRequest request) {
    this.exchange = exchange;
    this.wire = wire;
    this.streamed = request.stream();
    this.tokens = request.answerTokens();
  }

  @Override
  public void begin() {
    if (streamed) {
      exchange.startStream(wire.streamType());
      send(wire.opening());
    }
  }

  @Override
  public boolean ready(Runnable resume) {
    return !streamed || exchange.isWritable(resume);
  }

  @Override
  public void token(Vocabulary.Token token) {
    produced++;
    String json = new String(token.json(), StandardCharsets.UTF_8);
    if (streamed) {
      send(wire.token(json, produced == tokens));
    } else {
      text.append(json);
    }
  }

  @Override
  public void end() {
    if (streamed) {
      send(wire.ending());
      exchange.endEvents();
    } else {
      byte[] json = wire.whole(text.toString()).getBytes(StandardCharsets.UTF_8);
      exchange.respond(OK, json, Map.of());
    }
  }

  private void send(String part) {
    if (!part.isEmpty()) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      ByteBuf buffer = exchange.buffer(bytes.length);
      exchange.event(buffer.writeBytes(bytes));
    }
  }
}
