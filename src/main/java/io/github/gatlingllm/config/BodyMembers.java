package io.github.gatlingllm.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An object whose members go into each request body as they are; as a flag, its JSON text. */
record BodyMembers() implements ValueType<Map<String, JsonNode>> {

  @Override
  public String accepts() {
    return "an object";
  }

  @Override
  public Map<String, JsonNode> read(JsonNode node) throws RejectedValueException {
    if (!(node instanceof ObjectNode object)) {
      // Not shown: as a flag it is the text of the whole object, secrets included.
      throw RejectedValueException.because("the value is not " + accepts());
    }
    if (holdsNumberTooLarge(object)) {
      throw RejectedValueException.because("a number in it is too large to be sent");
    }
    Map<String, JsonNode> members = new LinkedHashMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  /** A number like 1e400 is infinite once read, and JSON has no way to write that. */
  private static boolean holdsNumberTooLarge(JsonNode node) {
    if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
      return true;
    }
    for (JsonNode child : node) {
      if (holdsNumberTooLarge(child)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Gatling's Maven plugin puts a backslash before each quote of a property that it hands to the
   * JVM it forks; what is no JSON as it came is read without them.
   */
  @Override
  public JsonNode fromText(String text) {
    return json(text);
  }

  static JsonNode json(String text) {
    return parsed(text)
        .or(() -> parsed(text.replace("\\\"", "\"")))
        .orElseGet(() -> TextNode.valueOf(text));
  }

  private static Optional<JsonNode> parsed(String text) {
    try {
      return Optional.of(JsonText.MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
