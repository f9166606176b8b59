package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.gatlingllm.framing.Frame;
import io.github.gatlingllm.framing.FrameSink;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads the frames of one OpenAI chat answer: the events of a stream, or the one body of an answer
 * that is not streamed. What a field holds decides, not which kind of answer was asked for.
 */
final class OpenAiChatReader implements FrameSink {

  private static final ObjectReader JSON = new ObjectMapper().reader();
  private static final int EXCERPT_CHARS = 200;

  private final SignalSink sink;
  private final UsageTally usage = new UsageTally();
  private final Map<Integer, ThinkTagSplitter> splitters = new HashMap<>();
  private final Set<Integer> finished = new HashSet<>();

  OpenAiChatReader(SignalSink sink) {
    this.sink = sink;
  }

  @Override
  public void onFrame(Frame frame) {
    if (frame.dataIs("[DONE]")) {
      splitters.values().forEach(splitter -> splitter.end(sink));
      sink.end();
      return;
    }
    JsonNode root;
    try {
      root = JSON.readTree(frame.bytes(), 0, frame.length());
    } catch (IOException e) {
      if (frame.terminated()) {
        throw new MalformedFrameException("an event is not JSON: " + excerpt(frame));
      }
      return; // The body ended in the middle of it: the exchange will see that it was cut short.
    }
    if ("error".equals(frame.event())) {
      sink.fault(fault(root.has("error") ? root.path("error") : root));
    } else if (root.isObject()) {
      onEvent(root, frame);
    }
    // Other JSON, such as the null that opens a batched stream of llama-server, says nothing.
  }

  private void onEvent(JsonNode root, Frame frame) {
    JsonNode error = root.path("error");
    if (error.isObject() || error.isTextual()) {
      sink.fault(fault(error));
      return;
    }
    if ("error".equals(root.path("object").asText())) {
      sink.fault(fault(root));
      return;
    }
    JsonNode choices = root.path("choices");
    if (!frame.terminated() && choices.isMissingNode()) {
      return;
    }
    for (JsonNode choice : choices) {
      onChoice(choice);
    }
    JsonNode counts = root.path("usage");
    if (counts.isObject()) {
      sink.usage(
          choices.isEmpty()
              ? usage.ofAnswer(counts)
              : usage.ofChoice(choices.path(0).path("index").asInt(0), counts));
    }
  }

  private void onChoice(JsonNode choice) {
    int index = choice.path("index").asInt(0);
    ThinkTagSplitter splitter = splitters.computeIfAbsent(index, i -> new ThinkTagSplitter());
    JsonNode delta = choice.has("delta") ? choice.path("delta") : choice.path("message");
    onDelta(delta, splitter);
    JsonNode reason = choice.path("finish_reason");
    if (reason.isValueNode() && !reason.isNull() && !reason.isMissingNode()) {
      splitter.end(sink);
      finished.add(index);
      if (finished.size() == splitters.size()) {
        sink.finish(reason.asText());
      }
    }
  }

  private void onDelta(JsonNode delta, ThinkTagSplitter splitter) {
    // Some servers send the same words under the old name and the new one.
    JsonNode reasoning = delta.path("reasoning_content");
    output(OutputKind.REASONING, reasoning.isTextual() ? reasoning : delta.path("reasoning"));
    onContent(delta.path("content"), splitter);
    output(OutputKind.REFUSAL, delta.path("refusal"));
    for (JsonNode call : delta.path("tool_calls")) {
      onFunction(call.path("function"));
    }
    onFunction(delta.path("function_call"));
    output(OutputKind.AUDIO, delta.path("audio").path("transcript"));
    output(OutputKind.AUDIO, delta.path("audio").path("data"));
  }

  private void onContent(JsonNode content, ThinkTagSplitter splitter) {
    if (content.isTextual() && !content.textValue().isEmpty()) {
      splitter.accept(content.textValue(), sink);
    } else if (content.isArray()) {
      for (JsonNode part : content) {
        onContent(part.path("text"), splitter);
      }
    }
  }

  private void onFunction(JsonNode function) {
    output(OutputKind.TOOL_CALL, function.path("name"));
    output(OutputKind.TOOL_CALL, function.path("arguments"));
  }

  private void output(OutputKind kind, JsonNode text) {
    if (text.isTextual() && !text.textValue().isEmpty()) {
      sink.output(kind, text.textValue());
    }
  }

  private static Fault fault(JsonNode error) {
    JsonNode code = error.path("code");
    String name =
        code.isValueNode() && !code.isNull() ? code.asText() : error.path("type").asText();
    JsonNode message = error.isTextual() ? error : error.path("message");
    return new Fault(name, message.isTextual() ? message.asText() : error.toString());
  }

  private static String excerpt(Frame frame) {
    String text = frame.text();
    return text.length() <= EXCERPT_CHARS ? text : text.substring(0, EXCERPT_CHARS) + "…";
  }
}
