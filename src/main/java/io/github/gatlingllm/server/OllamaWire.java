package io.github.gatlingllm.server;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;

/** Answers of Ollama's chat: a line of JSON for each token, and one with the counts. */
final class OllamaWire implements Wire {

  private final String head;
  private final String counts;

  OllamaWire(AnswerIdentity identity, Usage usage) {
    this.head =
        "{\"model\":\"%s\",\"created_at\":\"%s\",\"message\":{\"role\":\"assistant\",\"content\":\""
            .formatted(
                new String(JsonStringEncoder.getInstance().quoteAsString(identity.model())),
                Instant.ofEpochSecond(identity.createdSeconds()));
    this.counts =
        "\"},\"done\":true,\"done_reason\":\"length\",\"prompt_eval_count\":%d,\"eval_count\":%d}\n"
            .formatted(usage.promptTokens(), usage.answerTokens());
  }

  @Override
  public String streamType() {
    return "application/x-ndjson";
  }

  @Override
  public String opening() {
    return "";
  }

  @Override
  public String token(String json, boolean last) {
    return head + json + "\"},\"done\":false}\n";
  }

  @Override
  public String ending() {
    return head + counts;
  }

  @Override
  public String whole(String json) {
    return head + json + counts;
  }
}
