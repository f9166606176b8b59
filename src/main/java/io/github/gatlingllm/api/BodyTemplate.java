package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A JSON value with placeholders in its strings, taken apart once so that requests are not. */
sealed interface BodyTemplate {

  /** Its value in a request, which is nobody else's; empty where it is left out. */
  Optional<JsonNode> value(LlmRequest request);

  /** Whether a placeholder is anywhere in it. */
  boolean uses(Placeholder placeholder);

  /** Whether any placeholder is anywhere in it, so that requests fill it in. */
  default boolean isFilledIn() {
    return Stream.of(Placeholder.values()).anyMatch(this::uses);
  }

  /** A number, true, false or null. */
  record Constant(JsonNode json) implements BodyTemplate {
    @Override
    public Optional<JsonNode> value(LlmRequest request) {
      return Optional.of(json);
    }

    @Override
    public boolean uses(Placeholder placeholder) {
      return false;
    }
  }

  /** A string. */
  record Text(TextTemplate text) implements BodyTemplate {
    @Override
    public Optional<JsonNode> value(LlmRequest request) {
      return text.value(request);
    }

    @Override
    public boolean uses(Placeholder placeholder) {
      return text.uses(placeholder);
    }
  }

  /** An object; members without a value are left out. */
  record Members(Map<String, BodyTemplate> byName) implements BodyTemplate {
    @Override
    public Optional<JsonNode> value(LlmRequest request) {
      ObjectNode object = JsonCall.body();
      byName.forEach(
          (name, member) -> member.value(request).ifPresent(value -> object.set(name, value)));
      return Optional.of(object);
    }

    @Override
    public boolean uses(Placeholder placeholder) {
      return byName.values().stream().anyMatch(member -> member.uses(placeholder));
    }
  }

  /** A list; elements without a value are left out. */
  record Elements(List<BodyTemplate> inOrder) implements BodyTemplate {
    @Override
    public Optional<JsonNode> value(LlmRequest request) {
      ArrayNode array = JsonCall.JSON.createArrayNode();
      inOrder.forEach(element -> element.value(request).ifPresent(array::add));
      return Optional.of(array);
    }

    @Override
    public boolean uses(Placeholder placeholder) {
      return inOrder.stream().anyMatch(element -> element.uses(placeholder));
    }
  }

  /**
   * Reads a value.
   *
   * @param place its path, for messages
   * @param faults receives what is wrong with it; what is faulty is read as if it were not there
   */
  static BodyTemplate parse(String place, JsonNode json, List<String> faults) {
    if (json.isObject()) {
      Map<String, BodyTemplate> members = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> member : json.properties()) {
        String path = place + "." + member.getKey();
        if (member.getKey().contains("${")) {
          faults.add(path + ": names of members take no placeholders");
        }
        members.put(member.getKey(), parse(path, member.getValue(), faults));
      }
      return new Members(members);
    }
    if (json.isArray()) {
      List<BodyTemplate> elements = new ArrayList<>();
      for (JsonNode element : json) {
        elements.add(parse(place + "[" + elements.size() + "]", element, faults));
      }
      return new Elements(elements);
    }
    if (json.isTextual()) {
      try {
        return new Text(TextTemplate.parse(json.textValue()));
      } catch (IllegalArgumentException e) {
        faults.add(place + ": " + e.getMessage());
      }
    }
    return new Constant(json);
  }
}
