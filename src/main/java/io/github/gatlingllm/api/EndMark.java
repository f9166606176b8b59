package io.github.gatlingllm.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.framing.Frame;

/** By what a stream says that it is over. */
sealed interface EndMark {

  /** An event whose data is this text. */
  record Data(String text) implements EndMark {}

  /** An event of this name. */
  record Event(String name) implements EndMark {}

  /** An event with something at a place: neither null, false, 0 nor empty. */
  record Present(JsonPointer at) implements EndMark {}

  /** An event with a value at a place. */
  record Value(JsonPointer at, JsonNode is) implements EndMark {}

  /** Whether only event streams can have it. */
  default boolean isOfStreams() {
    return this instanceof Data || this instanceof Event;
  }

  /** Whether an event is the mark by its name or its data as it came. */
  default boolean is(Frame frame) {
    if (this instanceof Event event) {
      return event.name().equals(frame.event());
    }
    return this instanceof Data data && data.text().equals(frame.text().strip());
  }

  /** Whether an event has the mark in it. */
  default boolean isIn(JsonNode json) {
    if (this instanceof Present present) {
      return isSomething(json.at(present.at()));
    }
    return this instanceof Value value && same(json.at(value.at()), value.is());
  }

  private static boolean same(JsonNode found, JsonNode is) {
    boolean numbers = found.isNumber() && is.isNumber();
    return numbers ? found.decimalValue().compareTo(is.decimalValue()) == 0 : found.equals(is);
  }

  /** Whether there is something: neither null, false, 0 nor an empty list, object or text. */
  static boolean isSomething(JsonNode node) {
    if (node.isContainerNode()) {
      return !node.isEmpty();
    }
    if (node.isNumber()) { // A fraction is not true to Jackson.
      return node.decimalValue().signum() != 0;
    }
    return node.isTextual() ? !node.textValue().isEmpty() : node.asBoolean();
  }
}
