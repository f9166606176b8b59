package io.github.gatlingllm.server;

import java.util.Locale;

/**
 * Answers of Bedrock's Converse: one block of text. Each event of a stream is a line, its name and
 * its JSON, which {@link BedrockStream} puts into frames.
 */
final class ConverseWire implements Wire {

  /** Between the name of an event and its JSON; JSON has it escaped. */
  static final char SEPARATOR = '\t';

  private final Usage usage;

  ConverseWire(Usage usage) {
    this.usage = usage;
  }

  @Override
  public String streamType() {
    return Exchange.EVENTS;
  }

  @Override
  public String opening() {
    return event("messageStart", "\"role\":\"assistant\"");
  }

  @Override
  public String token(String json, boolean last) {
    return event(
        "contentBlockDelta", "\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + json + "\"}");
  }

  @Override
  public String ending() {
    return event("contentBlockStop", "\"contentBlockIndex\":0")
        + event("messageStop", "\"stopReason\":\"max_tokens\"")
        + event("metadata", counts());
  }

  @Override
  public String whole(String json) {
    return "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\""
        + json
        + "\"}]}},\"stopReason\":\"max_tokens\","
        + counts()
        + "}";
  }

  private String counts() {
    return String.format(
        Locale.ROOT,
        "\"usage\":{\"inputTokens\":%d,\"outputTokens\":%d,\"totalTokens\":%d},\"metrics\":{\"latencyMs\":1}",
        usage.promptTokens(),
        usage.answerTokens(),
        usage.promptTokens() + usage.answerTokens());
  }

  private static String event(String name, String members) {
    return name + SEPARATOR + "{" + members + "}\n";
  }
}
