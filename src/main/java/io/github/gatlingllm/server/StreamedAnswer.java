package io.github.gatlingllm.server;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answer as server-sent events, in the shape vLLM gives them: role, one event a token, finish
 * reason, usage where asked for, {@code [DONE]}.
 *
 * <p>Head and role leave when the slot is granted, so the time to headers is no TTFT and the first
 * event brings no output, as with real servers. All but the token is the same in every event and is
 * encoded once.
 */
final class StreamedAnswer implements Answer {

  private static final byte[] AFTER_TOKEN =
      utf8("\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n");
  private static final byte[] DONE = utf8("data: [DONE]\n\n");

  private final Exchange exchange;
  private final String opening;
  private final byte[] beforeToken;
  private final @Nullable Usage usage;

  /**
   * @param usage goes into an event of its own before the end, null for none
   */
  StreamedAnswer(Exchange exchange, AnswerIdentity identity, @Nullable Usage usage) {
    this.exchange = exchange;
    this.usage = usage;
    this.opening =
        "data: {\"id\":\"%s\",\"object\":\"chat.completion.chunk\",\"created\":%d,\"model\":\"%s\","
            .formatted(identity.id(), identity.createdSeconds(), quoted(identity.model()));
    this.beforeToken = utf8(opening + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"");
  }

  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void begin() {
    exchange.startEvents();
    send(utf8(opening + choice("{\"role\":\"assistant\",\"content\":\"\"}", "null")));
  }

  @Override
  public boolean ready(Runnable resume) {
    return exchange.isWritable(resume);
  }

  @Override
  public void token(Vocabulary.Token token) {
    send(beforeToken, token.json(), AFTER_TOKEN);
  }

  @Override
  public void end() {
    send(utf8(opening + choice("{}", "\"length\"")));
    if (usage != null) {
      send(utf8(opening + "\"choices\":[],\"usage\":" + usage.json() + "}\n\n"));
    }
    send(DONE);
    exchange.endEvents();
  }

  private static String choice(String delta, String finishReason) {
    return "\"choices\":[{\"index\":0,\"delta\":%s,\"logprobs\":null,\"finish_reason\":%s}]}\n\n"
        .formatted(delta, finishReason);
  }

  private void send(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuf bytes = exchange.buffer(length);
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    exchange.event(bytes);
  }
}
