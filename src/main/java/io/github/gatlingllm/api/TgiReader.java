package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads the events of one answer of Text Generation Inference, or the one body of an answer that is
 * not streamed. The last event of a stream has the text as a whole, which came in piece by piece.
 */
final class TgiReader implements EventReader.Events {

  private final SignalSink sink;
  private final AnswerParts parts;

  TgiReader(SignalSink sink) {
    this.sink = sink;
    this.parts = new AnswerParts(sink);
  }

  @Override
  public void onEvent(JsonNode event) {
    JsonNode token = event.path("token");
    JsonNode whole = event.path("generated_text");
    if (token.isMissingNode()) {
      parts.content(whole);
    } else if (!isSpecial(token)) { // Those are no part of the text.
      parts.content(token.path("text"));
    }
    JsonNode details = event.path("details");
    if (details.isObject()) {
      sink.usage(
          new Usage(
              Counts.of(details.path("input_length")),
              Counts.of(details.path("generated_tokens")),
              Usage.UNKNOWN,
              Usage.UNKNOWN));
    }
    if (details.isObject() || whole.isTextual()) {
      parts.finish(details.path("finish_reason").asText());
      sink.end();
    }
  }

  @Override
  public void onEnd() {
    parts.release();
  }

  /** AWS's LMI containers speak alike but for this name. */
  private static boolean isSpecial(JsonNode token) {
    return token.path("special").asBoolean() || token.path("special_token").asBoolean();
  }
}
