package io.github.gatlingllm.server;

/** Answers of TGI: an event for each token; the last one has the counts and the text as a whole. */
final class TgiWire implements Wire {

  private final String details;
  private final StringBuilder text = new StringBuilder();
  private int index;

  TgiWire(Usage usage) {
    this.details =
        "\"details\":{\"finish_reason\":\"length\",\"generated_tokens\":%d,\"seed\":null,\"input_length\":%d}}"
            .formatted(usage.answerTokens(), usage.promptTokens());
  }

  @Override
  public String streamType() {
    return Exchange.EVENTS;
  }

  @Override
  public String opening() {
    return "";
  }

  @Override
  public String token(String json, boolean last) {
    text.append(json);
    index++;
    return "data:{\"index\":%d,\"token\":{\"id\":%d,\"text\":\"%s\",\"logprob\":null,\"special\":false},"
            .formatted(index, index, json)
        + (last
            ? "\"generated_text\":\"" + text + "\"," + details
            : "\"generated_text\":null,\"details\":null}")
        + "\n\n";
  }

  @Override
  public String ending() {
    return "";
  }

  @Override
  public String whole(String json) {
    return "{\"generated_text\":\"" + json + "\"," + details;
  }
}
