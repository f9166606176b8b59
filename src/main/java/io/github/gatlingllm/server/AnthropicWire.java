package io.github.gatlingllm.server;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Answers of Anthropic's messages: named events around one block of text. */
final class AnthropicWire implements Wire {

  private final String head;
  private final Usage usage;

  AnthropicWire(AnswerIdentity identity, Usage usage) {
    this.usage = usage;
    this.head =
        "{\"id\":\"%s\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"%s\","
            .formatted(
                identity.id(),
                new String(JsonStringEncoder.getInstance().quoteAsString(identity.model())));
  }

  @Override
  public String streamType() {
    return Exchange.EVENTS;
  }

  @Override
  public String opening() {
    return event(
            "message_start",
            "\"message\":"
                + head
                + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
                + usage(1)
                + "}")
        + event(
            "content_block_start",
            "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
  }

  @Override
  public String token(String json, boolean last) {
    return event(
        "content_block_delta",
        "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + json + "\"}");
  }

  @Override
  public String ending() {
    return event("content_block_stop", "\"index\":0")
        + event(
            "message_delta",
            "\"delta\":{\"stop_reason\":\"max_tokens\",\"stop_sequence\":null},"
                + "\"usage\":{\"output_tokens\":"
                + usage.answerTokens()
                + "}")
        + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
  }

  @Override
  public String whole(String json) {
    return head
        + "\"content\":[{\"type\":\"text\",\"text\":\""
        + json
        + "\"}],\"stop_reason\":\"max_tokens\",\"stop_sequence\":null,"
        + usage(usage.answerTokens())
        + "}";
  }

  private String usage(int output) {
    return "\"usage\":{\"input_tokens\":%d,\"cache_read_input_tokens\":0,\"output_tokens\":%d}"
        .formatted(usage.promptTokens(), output);
  }

  private static String event(String name, String members) {
    return "event: " + name + "\ndata: {\"type\":\"" + name + "\"," + members + "}\n\n";
  }
}
