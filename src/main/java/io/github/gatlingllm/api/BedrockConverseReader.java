package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.framing.Frame;
import io.github.gatlingllm.framing.FrameSink;
import java.io.IOException;
import java.util.Set;

/**
 * Reads the events of one ConverseStream, or the document of a Converse. Output is in the deltas;
 * {@code messageStop} tells the reason, and {@code metadata}, the last event, tokens and latency.
 */
final class BedrockConverseReader implements FrameSink {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Bedrock's words for what other APIs call {@code content_filter}. */
  private static final Set<String> FILTERED = Set.of("content_filtered", "guardrail_intervened");

  private final SignalSink sink;
  private final AnswerParts parts;

  BedrockConverseReader(SignalSink sink) {
    this.sink = sink;
    this.parts = new AnswerParts(sink);
  }

  @Override
  public void onFrame(Frame frame) {
    JsonNode root;
    try {
      root = JSON.readTree(frame.bytes(), frame.offset(), frame.length());
    } catch (IOException e) {
      if (frame.terminated()) {
        throw new MalformedFrameException("the event '" + frame.event() + "' is not JSON");
      }
      return; // Cut in the middle: the exchange will see that the answer is.
    }
    switch (frame.event()) {
      case "" -> onDocument(root);
      case "contentBlockStart" ->
          parts.piece(OutputKind.TOOL_CALL, tool(root.path("start")).path("name"));
      case "contentBlockDelta" -> onDelta(root.path("delta"));
      case "messageStop" -> finish(root.path("stopReason").asText());
      case "metadata" -> {
        onMetadata(root);
        parts.end();
      }
      default -> {} // messageStart, contentBlockStop, and what is yet to come.
    }
  }

  @Override
  public void onEnd() {
    parts.release();
  }

  private void onDocument(JsonNode root) {
    for (JsonNode block : root.path("output").path("message").path("content")) {
      parts.content(block.path("text"));
      parts.piece(
          OutputKind.REASONING, block.path("reasoningContent").path("reasoningText").path("text"));
      parts.piece(OutputKind.TOOL_CALL, tool(block).path("name"));
      JsonNode input = tool(block).path("input");
      if (!input.isMissingNode()) {
        sink.output(OutputKind.TOOL_CALL, input.toString());
      }
    }
    if (root.has("stopReason")) {
      onMetadata(root);
      finish(root.path("stopReason").asText());
    }
  }

  private void onDelta(JsonNode delta) {
    parts.content(delta.path("text"));
    JsonNode reasoning = delta.path("reasoningContent");
    parts.piece(OutputKind.REASONING, reasoning.path("text"));
    parts.piece(OutputKind.REASONING, reasoning.path("redactedContent"));
    parts.piece(OutputKind.TOOL_CALL, tool(delta).path("input"));
  }

  private static JsonNode tool(JsonNode block) {
    return block.path("toolUse");
  }

  private void finish(String reason) {
    parts.finish(FILTERED.contains(reason) ? "content_filter" : reason);
  }

  /** Tokens read from a cache, or written to it, are not among those of the input. */
  private void onMetadata(JsonNode root) {
    JsonNode usage = root.path("usage");
    if (usage.isObject()) {
      int cached = Counts.of(usage.path("cacheReadInputTokens"));
      int fresh = Counts.of(usage.path("inputTokens"));
      int written = Counts.of(usage.path("cacheWriteInputTokens"));
      sink.usage(
          new Usage(
              fresh < 0 ? Usage.UNKNOWN : Counts.sum(fresh, cached, written),
              Counts.of(usage.path("outputTokens")),
              Usage.UNKNOWN,
              cached));
    }
    ServerTimes.millis(
        ServerTimes.TOTAL, ServerTimes.number(root.path("metrics").path("latencyMs")), sink);
  }
}
