package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads the events of one answer of Anthropic's Messages, or the one body of an answer that is not
 * streamed. An event's own {@code type} decides, not the name that it is sent under.
 */
final class AnthropicReader implements EventReader.Events {

  private static final String TYPE = "type";

  private final SignalSink sink;
  private final AnswerParts parts;
  private int inputTokens = Usage.UNKNOWN;
  private int cachedTokens = Usage.UNKNOWN;
  private int reasoningTokens = Usage.UNKNOWN;

  AnthropicReader(SignalSink sink) {
    this.sink = sink;
    this.parts = new AnswerParts(sink);
  }

  @Override
  public void onEvent(JsonNode event) {
    switch (event.path(TYPE).asText()) {
      case "content_block_delta" -> onDelta(event.path("delta"));
      case "content_block_start" -> onBlock(event.path("content_block"));
      case "message_start" -> onStart(event.path("message").path("usage"));
      case "message_delta" -> onMessageDelta(event);
      case "message_stop" -> sink.end();
      case "error" -> sink.fault(ErrorBody.faultOf(event));
      case "message" -> onMessage(event);
      default -> {} // Pings, ends of blocks, and what the API may send one day.
    }
  }

  @Override
  public void onEnd() {
    parts.release();
  }

  /** What is generated when the answer begins is no count yet: it is told with the end. */
  private void onStart(JsonNode counts) {
    readInput(counts);
    sink.usage(new Usage(inputTokens, Usage.UNKNOWN, reasoningTokens, cachedTokens));
  }

  private void onMessageDelta(JsonNode event) {
    onUsage(event.path("usage"));
    onStopReason(event.path("delta"));
  }

  private void onStopReason(JsonNode holder) {
    JsonNode reason = holder.path("stop_reason");
    if (reason.isTextual()) {
      parts.finish(reason.textValue());
    }
  }

  private void onUsage(JsonNode counts) {
    if (counts.isObject()) {
      readInput(counts);
      int output = Counts.of(counts.path("output_tokens"));
      sink.usage(new Usage(inputTokens, output, reasoningTokens, cachedTokens));
    }
  }

  /** The API counts what it read from a cache, or wrote to it, beside the input. */
  private void readInput(JsonNode counts) {
    int read = Counts.of(counts.path("cache_read_input_tokens"));
    int fresh = Counts.of(counts.path("input_tokens"));
    if (fresh >= 0) {
      int written = Counts.of(counts.path("cache_creation_input_tokens"));
      inputTokens = Counts.sum(fresh, read, written);
    }
    cachedTokens = read >= 0 ? read : cachedTokens;
    int thought = Counts.of(counts.path("output_tokens_details").path("thinking_tokens"));
    reasoningTokens = thought >= 0 ? thought : reasoningTokens;
  }

  private void onBlock(JsonNode block) {
    parts.content(block.path("text"));
    parts.piece(OutputKind.REASONING, block.path("thinking"));
    switch (block.path(TYPE).asText()) {
      case "redacted_thinking" -> parts.piece(OutputKind.REASONING, block.path("data"));
      case "tool_use", "server_tool_use", "mcp_tool_use" -> {
        parts.piece(OutputKind.TOOL_CALL, block.path("name"));
        parts.arguments(block.path("input"));
      }
      default -> {} // Results of the server's own tools are no output of the model.
    }
  }

  private void onDelta(JsonNode delta) {
    switch (delta.path(TYPE).asText()) {
      case "text_delta" -> parts.content(delta.path("text"));
      case "thinking_delta" -> parts.piece(OutputKind.REASONING, delta.path("thinking"));
      case "input_json_delta" -> parts.piece(OutputKind.TOOL_CALL, delta.path("partial_json"));
      default -> {} // Signatures and citations.
    }
  }

  private void onMessage(JsonNode message) {
    message.path("content").forEach(this::onBlock);
    onUsage(message.path("usage"));
    onStopReason(message);
    sink.end();
  }
}
