package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.framing.Frame;
import io.github.gatlingllm.framing.FrameSink;
import java.io.IOException;

/**
 * Reads the frames of one answer of a text-generation container (TGI, LMI): a token each, the last
 * one with the whole text and details; or one document, or a list of one, with the whole text.
 */
final class TextGenerationReader implements FrameSink {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EXCERPT_CHARS = 200;

  private final SignalSink sink;
  private final ThinkTagSplitter splitter = new ThinkTagSplitter();
  private boolean tokens;

  TextGenerationReader(SignalSink sink) {
    this.sink = sink;
  }

  @Override
  public void onFrame(Frame frame) {
    if (frame.dataIs("[DONE]")) {
      splitter.end(sink);
      sink.end();
      return;
    }
    JsonNode root;
    try {
      root = JSON.readTree(frame.bytes(), frame.offset(), frame.length());
    } catch (IOException e) {
      if (frame.terminated()) {
        throw new MalformedFrameException("an event is not JSON: " + excerpt(frame.text()));
      }
      return; // Cut in the middle: the exchange will see that the answer is.
    }
    JsonNode event = root.isArray() ? root.path(0) : root;
    if (ErrorBody.isError(event.path("error"))) {
      sink.fault(ErrorBody.fault(event));
    } else {
      onEvent(event);
    }
  }

  private void onEvent(JsonNode event) {
    JsonNode token = event.path("token");
    boolean special = token.path("special").asBoolean() || token.path("special_token").asBoolean();
    if (!special) {
      accept(token.path("text"));
    }
    JsonNode whole = event.path("generated_text");
    if (!tokens) {
      accept(whole);
    }
    JsonNode details = event.path("details");
    if (details.isObject()) {
      onDetails(details);
    } else if (whole.isTextual()) {
      finish("");
    }
  }

  private void accept(JsonNode text) {
    if (text.isTextual() && !text.textValue().isEmpty()) {
      tokens = true;
      splitter.accept(text.textValue(), sink);
    }
  }

  private void onDetails(JsonNode details) {
    int output = details.path("generated_tokens").asInt(Usage.UNKNOWN);
    if (output >= 0) {
      int input = details.path("input_length").asInt(Usage.UNKNOWN);
      sink.usage(new Usage(Math.max(Usage.UNKNOWN, input), output, Usage.UNKNOWN, Usage.UNKNOWN));
    }
    finish(details.path("finish_reason").asText(""));
  }

  private void finish(String reason) {
    splitter.end(sink);
    sink.finish(reason);
  }

  private static String excerpt(String text) {
    return text.length() <= EXCERPT_CHARS ? text : text.substring(0, EXCERPT_CHARS) + "…";
  }
}
