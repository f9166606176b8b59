package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads the events of one answer of Gemini, or the one body of an answer that is not streamed; both
 * have the same shape. There is no end mark: the finish reason of each candidate ends it.
 */
final class GeminiReader implements EventReader.Events {

  private static final int MAX_CANDIDATES = 4096;

  private final SignalSink sink;
  private final AnswerParts parts;
  private final Set<Integer> seen = new HashSet<>();
  private final Set<Integer> finished = new HashSet<>();

  GeminiReader(SignalSink sink) {
    this.sink = sink;
    this.parts = new AnswerParts(sink);
  }

  @Override
  public void onEvent(JsonNode event) {
    JsonNode counts = event.path("usageMetadata");
    if (counts.isObject()) {
      sink.usage(usage(counts));
    }
    for (JsonNode candidate : event.path("candidates")) {
      onCandidate(candidate);
    }
    JsonNode blocked = event.path("promptFeedback").path("blockReason");
    if (blocked.isTextual() && seen.isEmpty()) {
      parts.finish(blocked.textValue());
    }
  }

  @Override
  public void onEnd() {
    parts.release();
  }

  /** Thoughts are counted beside the candidates, and what tools read beside the prompt. */
  private static Usage usage(JsonNode counts) {
    int thoughts = Counts.of(counts.path("thoughtsTokenCount"));
    return new Usage(
        Counts.sum(
            Counts.of(counts.path("promptTokenCount")),
            Counts.of(counts.path("toolUsePromptTokenCount"))),
        Counts.sum(Counts.of(counts.path("candidatesTokenCount")), thoughts),
        thoughts,
        Counts.of(counts.path("cachedContentTokenCount")));
  }

  private void onCandidate(JsonNode candidate) {
    int index = candidate.path("index").asInt(0);
    if (seen.add(index)) {
      if (seen.size() > MAX_CANDIDATES) {
        throw new MalformedFrameException(
            "the answer has more than " + MAX_CANDIDATES + " candidates");
      }
      if (!finished.isEmpty() && finished.size() == seen.size() - 1) {
        sink.resume();
      }
    }
    candidate.path("content").path("parts").forEach(this::onPart);
    String reason = candidate.path("finishReason").asText();
    if (!reason.isEmpty() && !reason.equals("FINISH_REASON_UNSPECIFIED")) {
      finished.add(index);
      if (finished.size() == seen.size()) {
        parts.finish(reason);
      }
    }
  }

  private void onPart(JsonNode part) {
    if (part.path("thought").asBoolean()) {
      parts.piece(OutputKind.REASONING, part.path("text"));
    } else {
      parts.content(part.path("text"));
    }
    JsonNode call = part.path("functionCall");
    parts.piece(OutputKind.TOOL_CALL, call.path("name"));
    parts.arguments(call.path("args"));
    parts.piece(OutputKind.TOOL_CALL, part.path("executableCode").path("code"));
    JsonNode data = part.path("inlineData");
    if (data.path("mimeType").asText().startsWith("audio/")) {
      parts.piece(OutputKind.AUDIO, data.path("data"));
    }
  }
}
