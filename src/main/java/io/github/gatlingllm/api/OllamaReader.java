package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads the lines of one answer of Ollama, of either path, or the one body of an answer that is not
 * streamed: it has the shape of the last line, with the whole text.
 */
final class OllamaReader implements EventReader.Events {

  private final SignalSink sink;
  private final AnswerParts parts;

  OllamaReader(SignalSink sink) {
    this.sink = sink;
    this.parts = new AnswerParts(sink);
  }

  @Override
  public void onEvent(JsonNode event) {
    JsonNode message = event.path("message");
    parts.piece(OutputKind.REASONING, message.path("thinking"));
    parts.content(message.path("content"));
    for (JsonNode call : message.path("tool_calls")) {
      parts.piece(OutputKind.TOOL_CALL, call.path("function").path("name"));
      parts.arguments(call.path("function").path("arguments"));
    }
    parts.piece(OutputKind.REASONING, event.path("thinking"));
    parts.content(event.path("response"));
    if (event.path("done").asBoolean()) {
      onDone(event);
    }
  }

  @Override
  public void onEnd() {
    parts.release();
  }

  private void onDone(JsonNode event) {
    int input = Counts.of(event.path("prompt_eval_count"));
    int output = Counts.of(event.path("eval_count"));
    if (input >= 0 || output >= 0) {
      sink.usage(new Usage(input, output, Usage.UNKNOWN, Usage.UNKNOWN));
    }
    time(ServerTimes.TOTAL, event.path("total_duration"));
    time(ServerTimes.LOAD, event.path("load_duration"));
    time(ServerTimes.PREFILL, event.path("prompt_eval_duration"));
    time(ServerTimes.DECODE, event.path("eval_duration"));
    parts.finish(event.path("done_reason").asText("stop"));
    sink.end();
  }

  private void time(String name, JsonNode nanos) {
    ServerTimes.nanos(name, ServerTimes.number(nanos), sink);
  }
}
