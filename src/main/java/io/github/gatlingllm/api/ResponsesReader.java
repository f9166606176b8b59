package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads the events of one answer of OpenAI's Responses, or the one body of an answer that is not
 * streamed. Of the pieces that come twice, as deltas and in the events that close an item, the
 * deltas count.
 */
final class ResponsesReader implements EventReader.Events {

  private static final String DELTA = "delta";

  private final SignalSink sink;
  private final AnswerParts parts;

  ResponsesReader(SignalSink sink) {
    this.sink = sink;
    this.parts = new AnswerParts(sink);
  }

  @Override
  public void onEvent(JsonNode event) {
    String type = event.path("type").asText();
    switch (type) {
      case "response.output_text.delta" -> parts.content(event.path(DELTA));
      case "response.output_item.added" -> onItemAdded(event.path("item"));
      case "response.completed",
          "response.incomplete",
          "response.failed",
          "response.cancelled",
          "response.done" ->
          onEnd(event);
      case "error" -> sink.fault(ErrorBody.faultOf(event));
      default -> {
        if (type.endsWith(".delta")) {
          onDelta(type, event.path(DELTA));
        } else if (event.path("object").asText().equals("response")) {
          event.path("output").forEach(this::onItem);
          onResponse(event);
        }
      }
    }
  }

  @Override
  public void onEnd() {
    parts.release();
  }

  private void onDelta(String type, JsonNode delta) {
    switch (type) {
      case "response.reasoning_summary_text.delta",
          "response.reasoning_text.delta",
          "response.reasoning.delta",
          "response.reasoning_summary.delta" ->
          parts.piece(OutputKind.REASONING, delta);
      case "response.refusal.delta" -> parts.piece(OutputKind.REFUSAL, delta);
      case "response.function_call_arguments.delta",
          "response.custom_tool_call_input.delta",
          "response.mcp_call_arguments.delta",
          "response.code_interpreter_call_code.delta" ->
          parts.piece(OutputKind.TOOL_CALL, delta);
      case "response.audio.delta", "response.audio.transcript.delta" ->
          parts.piece(OutputKind.AUDIO, delta);
      default -> {} // What the API may send one day.
    }
  }

  private void onItemAdded(JsonNode item) {
    if (item.path("type").asText().endsWith("_call")) {
      parts.piece(OutputKind.TOOL_CALL, item.path("name"));
    }
  }

  /** An item of an answer that is not streamed. */
  private void onItem(JsonNode item) {
    onItemAdded(item);
    parts.arguments(item.path("arguments"));
    parts.piece(OutputKind.TOOL_CALL, item.path("input"));
    boolean thought = item.path("type").asText().equals("reasoning");
    for (JsonNode summary : item.path("summary")) {
      parts.piece(OutputKind.REASONING, summary.path("text"));
    }
    for (JsonNode part : item.path("content")) {
      parts.piece(OutputKind.REFUSAL, part.path("refusal"));
      if (thought) {
        parts.piece(OutputKind.REASONING, part.path("text"));
      } else {
        parts.content(part.path("text"));
      }
    }
  }

  private void onEnd(JsonNode event) {
    ServerTimes.ofOpenAi(event, sink);
    onResponse(event.path("response"));
  }

  /** The API's word for the end is its status; of one that is incomplete, the reason for it. */
  private void onResponse(JsonNode response) {
    ServerTimes.ofOpenAi(response, sink);
    onUsage(response.path("usage"));
    if (ErrorBody.isError(response.path("error"))) {
      sink.fault(ErrorBody.faultOf(response));
      return;
    }
    String status = response.path("status").asText();
    String reason = response.path("incomplete_details").path("reason").asText();
    if (status.equals("failed")) {
      sink.fault(new Fault(status, "the server says that the response failed"));
    } else if (!status.equals("in_progress") && !status.equals("queued")) {
      parts.finish(reason.isEmpty() ? status : reason);
      sink.end();
    }
  }

  private void onUsage(JsonNode counts) {
    if (counts.isObject()) {
      sink.usage(
          new Usage(
              Counts.of(counts.path("input_tokens")),
              Counts.of(counts.path("output_tokens")),
              Counts.of(counts.path("output_tokens_details").path("reasoning_tokens")),
              Counts.of(counts.path("input_tokens_details").path("cached_tokens"))));
    }
  }
}
