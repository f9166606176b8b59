package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/**
 * A kind of value a key may have: what is accepted, and how it is read.
 *
 * @param <T> what the value is in Java
 */
interface ValueType<T> {

  /** Returns what is accepted, in words that complete "is not …" and "give …". */
  String accepts();

  /** Reads a JSON value. */
  T read(JsonNode node) throws RejectedValueException;

  /** Returns why a JSON value is rejected, if it is; a value of several parts may have several. */
  default List<RejectedValueException> faults(JsonNode node) {
    try {
      read(node);
      return List.of();
    } catch (RejectedValueException e) {
      return List.of(e);
    }
  }

  /**
   * Turns the text of a flag into the JSON value it stands for. Text that stands for no such value
   * stays text, which {@link #read} then rejects: so there is one place that judges values.
   */
  default JsonNode fromText(String text) {
    return TextNode.valueOf(text);
  }

  /**
   * Whether an object by flag takes the place of the file's, whose keys mean nothing beside it;
   * others are laid over it key by key.
   */
  default boolean replacesObject() {
    return false;
  }
}
