package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.DeserializationFeature;
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
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one OpenAI chat answer: the events of a stream, or the one body of an answer
 * that is not streamed. What a field holds decides, not which kind of answer was asked for.
 *
 * <p>Answers of the older completions endpoint, whose choices hold {@code text}, are read as well:
 * they differ in nothing else, and gateways do answer so.
 */
final class OpenAiChatReader implements FrameSink {

  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int EXCERPT_CHARS = 200;
  private static final int MAX_CHOICES = 4096;
  private static final String CONTENT_FILTER = "content_filter";

  private final SignalSink sink;
  private final @Nullable ChunkScanner scanner;
  private final UsageTally usage = new UsageTally();
  private final Map<Integer, ThinkTagSplitter> splitters = new HashMap<>();
  private final Set<Integer> finished = new HashSet<>();
  private String finishReason = "";
  private @Nullable ThinkTagSplitter latest;
  private int latestIndex;

  OpenAiChatReader(SignalSink sink) {
    this(sink, new ChunkScanner());
  }

  /**
   * A reader that asks a scanner first.
   *
   * @param scanner null for none: the full parser reads it all
   */
  OpenAiChatReader(SignalSink sink, @Nullable ChunkScanner scanner) {
    this.sink = sink;
    this.scanner = scanner;
  }

  @Override
  public void onFrame(Frame frame) {
    if (frame.dataIs("[DONE]")) {
      splitters.values().forEach(splitter -> splitter.end(sink));
      sink.end();
      return;
    }
    boolean named = "error".equals(frame.event());
    if (!named && scanned(frame)) {
      return;
    }
    JsonNode root;
    try {
      root = JSON.readTree(frame.bytes(), frame.offset(), frame.length());
    } catch (IOException e) {
      if (named) {
        sink.fault(new Fault("", excerpt(frame)));
      } else if (frame.terminated()) {
        throw new MalformedFrameException("an event is not JSON: " + excerpt(frame));
      }
      return; // The body ended in the middle of it: the exchange will see that it was cut short.
    }
    if (named) {
      sink.fault(ErrorBody.faultOf(root));
    } else if (root.isArray()) {
      root.forEach(this::onEvent); // Google's endpoint wraps its errors so.
    } else {
      onEvent(root);
    }
  }

  @Override
  public void onEnd() {
    splitters.values().forEach(splitter -> splitter.end(sink));
  }

  private boolean scanned(Frame frame) {
    if (scanner == null || !scanner.scan(frame.bytes(), frame.offset(), frame.length())) {
      return false;
    }
    ThinkTagSplitter splitter = splitter(scanner.index());
    if (!scanner.reasoning().isEmpty()) {
      ThinkTagSplitter.output(OutputKind.REASONING, scanner.reasoning(), sink);
    }
    if (!scanner.content().isEmpty()) {
      splitter.accept(scanner.content(), sink);
    }
    if (scanner.isCounted()) {
      sink.usage(usage.ofChoice(scanner.index(), scanner.usage()));
    }
    return true;
  }

  /** JSON that is no object, such as the null that opens a batched stream, says nothing. */
  private void onEvent(JsonNode root) {
    if (ErrorBody.isError(root.path("error")) || ErrorBody.isBareError(root)) {
      sink.fault(ErrorBody.faultOf(root));
      return;
    }
    JsonNode choices = root.path("choices");
    for (int i = 0; choices.isArray() && i < choices.size(); i++) {
      if (choices.get(i).isObject()) {
        onChoice(choices.get(i), choices.get(i).path("index").asInt(i));
      }
    }
    ServerTimes.ofOpenAi(root, sink);
    JsonNode counts = root.path("usage");
    if (counts.isObject()) {
      JsonNode first = choices.path(0);
      Usage read = UsageTally.read(counts);
      sink.usage(
          first.isObject()
              ? usage.ofChoice(first.path("index").asInt(0), read)
              : usage.ofAnswer(read, splitters.size()));
    }
  }

  private void onChoice(JsonNode choice, int index) {
    if (ErrorBody.isError(choice.path("error"))) {
      sink.fault(ErrorBody.faultOf(choice));
      return;
    }
    ThinkTagSplitter splitter = splitter(index);
    JsonNode delta = choice.path("delta").isObject() ? choice.get("delta") : choice.path("message");
    if (delta.isObject()) {
      onDelta(delta, splitter);
    } else {
      onContent(choice.path("text"), splitter);
    }
    String reason = finishReason(choice.path("finish_reason"));
    if (!reason.isEmpty()) {
      splitter.end(sink);
      finished.add(index);
      // An answer of which one choice was filtered was not delivered in full.
      finishReason = finishReason.equals(CONTENT_FILTER) ? CONTENT_FILTER : reason;
      if (finished.size() == splitters.size()) {
        sink.finish(finishReason);
      }
    }
  }

  /** That of the choice; an answer of one choice asks for the same one with every event. */
  private ThinkTagSplitter splitter(int index) {
    ThinkTagSplitter found = latest;
    if (found == null || latestIndex != index) {
      ThinkTagSplitter known = splitters.get(index);
      found = known == null ? newSplitter(index) : known;
      latest = found;
      latestIndex = index;
    }
    return found;
  }

  private ThinkTagSplitter newSplitter(int index) {
    if (splitters.size() == MAX_CHOICES) {
      throw new MalformedFrameException("the answer has more than " + MAX_CHOICES + " choices");
    }
    if (!splitters.isEmpty() && finished.size() == splitters.size()) {
      sink.resume();
    }
    ThinkTagSplitter added = new ThinkTagSplitter();
    splitters.put(index, added);
    return added;
  }

  /**
   * The reason as the server words it, or an empty string: servers that have none yet send null, an
   * empty string, false, or the word null.
   */
  private static String finishReason(JsonNode reason) {
    if (reason.isMissingNode() || reason.isNull() || (reason.isBoolean() && !reason.asBoolean())) {
      return "";
    }
    String text = reason.isTextual() ? reason.textValue() : reason.toString();
    return text.isBlank() || text.equals("null") ? "" : text;
  }

  private void onDelta(JsonNode delta, ThinkTagSplitter splitter) {
    // Some servers send the same words under the old name and the new one.
    if (!output(OutputKind.REASONING, delta.path("reasoning_content"))) {
      output(OutputKind.REASONING, delta.path("reasoning"));
    }
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
        for (JsonNode thought : part.path("thinking")) {
          output(OutputKind.REASONING, thought.path("text"));
        }
      }
    }
  }

  private void onFunction(JsonNode function) {
    output(OutputKind.TOOL_CALL, function.path("name"));
    JsonNode arguments = function.path("arguments");
    if (arguments.isObject() && !arguments.isEmpty()) {
      sink.output(OutputKind.TOOL_CALL, arguments.toString()); // To the letter it is a string.
    } else {
      output(OutputKind.TOOL_CALL, arguments);
    }
  }

  private boolean output(OutputKind kind, JsonNode text) {
    boolean some = text.isTextual() && !text.textValue().isEmpty();
    if (some) {
      sink.output(kind, text.textValue());
    }
    return some;
  }

  private static String excerpt(Frame frame) {
    String text = frame.text();
    return text.length() <= EXCERPT_CHARS ? text : text.substring(0, EXCERPT_CHARS) + "…";
  }
}
