package io.github.gatlingllm.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.gatlingllm.api.AnswerTemplate.Framing;
import io.github.gatlingllm.api.AnswerTemplate.Part;
import io.github.gatlingllm.framing.Frame;
import io.github.gatlingllm.framing.FrameSink;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the frames of one answer by the places that a template names. */
final class TemplateReader implements FrameSink {

  private static final ObjectReader JSON =
      JsonCall.JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** What servers send whose API says nothing of it, since gateways do. */
  private static final EndMark USUAL_END = new EndMark.Data("[DONE]");

  private static final String ERROR = "error";

  private final AnswerTemplate template;
  private final SignalSink sink;
  private final AnswerParts parts;
  private Usage usage = Usage.NONE;
  private String textSoFar = "";

  TemplateReader(AnswerTemplate template, SignalSink sink) {
    this.template = template;
    this.sink = sink;
    this.parts = new AnswerParts(sink);
  }

  @Override
  public void onFrame(Frame frame) {
    switch (template.framing()) {
      case NONE -> sink.output(OutputKind.CONTENT, "");
      case TEXT -> parts.content(frame.text());
      case TEXT_EVENTS, DETECTED -> onEvent(frame);
    }
  }

  @Override
  public void onEnd() {
    parts.release();
  }

  private void onEvent(Frame frame) {
    if (isEnd(frame)) {
      parts.end();
    } else if (template.framing() == Framing.DETECTED) {
      onJson(frame);
    } else if (ERROR.equals(frame.event())) {
      sink.fault(new Fault("", EventReader.excerpt(frame)));
    } else {
      parts.content(frame.text());
    }
  }

  private boolean isEnd(Frame frame) {
    if (USUAL_END.is(frame)) {
      return true;
    }
    for (EndMark end : template.ends()) {
      if (end.is(frame)) {
        return true;
      }
    }
    return false;
  }

  private void onJson(Frame frame) {
    boolean named = ERROR.equals(frame.event());
    JsonNode event;
    try {
      event = JSON.readTree(frame.bytes(), frame.offset(), frame.length());
    } catch (IOException e) {
      if (named) {
        sink.fault(new Fault("", EventReader.excerpt(frame)));
      } else if (frame.terminated()) {
        throw new MalformedFrameException("an event is not JSON: " + EventReader.excerpt(frame));
      } else {
        sink.brokeOff();
      }
      return;
    }
    Fault error = error(event, named);
    if (error == null) {
      onEvent(event);
    } else {
      sink.fault(error);
    }
  }

  /**
   * What an event says of an error: at the template's places, or in the usual one if there are
   * none, where a number is a measure and no error.
   */
  private @Nullable Fault error(JsonNode event, boolean named) {
    JsonNode stated = first(Part.ERROR, event);
    if (EndMark.isSomething(stated)) {
      return ErrorBody.fault(stated);
    }
    JsonNode usual = event.path(ERROR);
    boolean failed =
        named
            || (template.places(Part.ERROR).isEmpty()
                && !usual.isNumber()
                && ErrorBody.isError(usual));
    return failed ? ErrorBody.faultOf(event) : null;
  }

  private void onEvent(JsonNode event) {
    if (template.places(Part.TEXT).isEmpty() && template.places(Part.REASONING).isEmpty()) {
      sink.output(OutputKind.CONTENT, "");
    }
    String reasoning = text(first(Part.REASONING, event));
    if (!reasoning.isEmpty()) {
      sink.output(OutputKind.REASONING, reasoning);
    }
    String text = text(first(Part.TEXT, event));
    parts.content(template.wholeText() ? added(text) : text);
    count(event);
    JsonNode reason = first(Part.FINISH, event);
    if (EndMark.isSomething(reason)) {
      parts.finish(reason.isBoolean() ? "stop" : reason.asText());
    }
    for (EndMark end : template.ends()) {
      if (end.isIn(event)) {
        parts.end();
        return;
      }
    }
  }

  /** What a text has that the one before it had not: all beyond what both begin with. */
  private String added(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int most = Math.min(text.length(), textSoFar.length());
    int same = 0;
    while (same < most && text.charAt(same) == textSoFar.charAt(same)) {
      same++;
    }
    textSoFar = text;
    return text.substring(same);
  }

  private void count(JsonNode event) {
    Usage read =
        new Usage(
            count(Part.INPUT_TOKENS, event),
            count(Part.OUTPUT_TOKENS, event),
            count(Part.REASONING_TOKENS, event),
            count(Part.CACHED_TOKENS, event));
    if (!read.equals(Usage.NONE)) {
      usage = UsageTally.update(usage, read);
      sink.usage(usage);
    }
  }

  private int count(Part part, JsonNode event) {
    return UsageTally.count(first(part, event));
  }

  /** What stands at the first place that has something but null and empty texts. */
  private JsonNode first(Part part, JsonNode event) {
    return first(template.places(part), event);
  }

  private static JsonNode first(List<JsonPointer> places, JsonNode event) {
    for (JsonPointer place : places) {
      JsonNode node = event.at(place);
      if (!node.isMissingNode() && !node.isNull() && !isEmptyText(node)) {
        return node;
      }
    }
    return MissingNode.getInstance();
  }

  private static boolean isEmptyText(JsonNode node) {
    return node.isTextual() && node.textValue().isEmpty();
  }

  /** A string; of a list the texts of its elements; of anything else its JSON. */
  private static String text(JsonNode node) {
    if (node.isArray()) {
      StringBuilder all = new StringBuilder();
      node.forEach(element -> all.append(text(element)));
      return all.toString();
    }
    if (node.isMissingNode() || node.isNull()) {
      return "";
    }
    return node.isTextual() ? node.textValue() : node.toString();
  }

  /** What the body of an error status says. */
  static String errorIn(AnswerTemplate template, String body) {
    try {
      JsonNode stated = first(template.places(Part.ERROR), JSON.readTree(body));
      if (EndMark.isSomething(stated)) {
        return ErrorBody.fault(stated).message();
      }
    } catch (JsonProcessingException e) {
      return ErrorBody.message(body); // No JSON, or not all of it.
    }
    return ErrorBody.message(body);
  }
}
