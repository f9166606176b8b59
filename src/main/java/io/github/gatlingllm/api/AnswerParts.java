package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;

/** Tells a sink of the pieces of an answer that has one text, in which a model may think aloud. */
final class AnswerParts {

  private final SignalSink sink;
  private final ThinkTagSplitter splitter = new ThinkTagSplitter();

  AnswerParts(SignalSink sink) {
    this.sink = sink;
  }

  /** A piece of the answer's own text. */
  void content(JsonNode text) {
    if (isSome(text)) {
      splitter.accept(text.textValue(), sink);
    }
  }

  /** A piece of another kind. */
  void piece(OutputKind kind, JsonNode text) {
    if (isSome(text)) {
      sink.output(kind, text.textValue());
    }
  }

  /** Arguments of a tool, which are an object or a text that holds one. */
  void arguments(JsonNode arguments) {
    if (arguments.isContainerNode() && !arguments.isEmpty()) {
      sink.output(OutputKind.TOOL_CALL, arguments.toString());
    } else {
      piece(OutputKind.TOOL_CALL, arguments);
    }
  }

  /** The answer is over; what was held back is no tag. */
  void finish(String reason) {
    release();
    sink.finish(reason);
  }

  /** The end mark came in; the reason stays what it was. */
  void end() {
    release();
    sink.end();
  }

  /** No more comes: what was held back is no tag. */
  void release() {
    splitter.end(sink);
  }

  /** A piece of the answer's own text. */
  void content(String text) {
    if (!text.isEmpty()) {
      splitter.accept(text, sink);
    }
  }

  private static boolean isSome(JsonNode text) {
    return text.isTextual() && !text.textValue().isEmpty();
  }
}
