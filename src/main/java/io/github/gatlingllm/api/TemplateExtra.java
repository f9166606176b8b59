package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Further keys of a body that a template describes. Objects are merged however deep they are, so
 * that one more option takes no other away; what a placeholder fills in is the request's own.
 */
final class TemplateExtra {

  private TemplateExtra() {}

  /**
   * Adds them.
   *
   * @param body what the template made of a request
   * @throws IllegalArgumentException if one would take the place of a placeholder, or is no JSON;
   *     the message names its path
   */
  static void add(Map<String, Object> extra, BodyTemplate template, ObjectNode body) {
    extra.forEach((key, value) -> put(key, JsonCall.JSON.valueToTree(value), template, body, ""));
  }

  private static void put(
      String key, JsonNode value, @Nullable BodyTemplate template, ObjectNode body, String above) {
    BodyTemplate own =
        template instanceof BodyTemplate.Members members ? members.byName().get(key) : null;
    String path = above + key;
    if (body.get(key) instanceof ObjectNode there && value instanceof ObjectNode more) {
      more.properties()
          .forEach(member -> put(member.getKey(), member.getValue(), own, there, path + "."));
    } else if (own != null && own.isFilledIn()) {
      throw new IllegalArgumentException(
          "the extra body key '" + path + "' is set by the request itself");
    } else {
      body.set(key, value);
    }
  }
}
