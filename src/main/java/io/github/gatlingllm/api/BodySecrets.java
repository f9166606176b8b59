package io.github.gatlingllm.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is secret in members of a body: the texts and numbers at and below a name that says so, and
 * texts that look like it. The same that stands as {@code ***} in {@code config.resolved.json}, so
 * that no answer that repeats its request undoes that.
 */
public final class BodySecrets {

  private BodySecrets() {}

  /** Those of further members of a body; none where these are no JSON, and so are never sent. */
  public static List<String> in(Map<String, ?> members) {
    try {
      return in(JsonCall.JSON.<JsonNode>valueToTree(members));
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  /** Those of a template's values, of which what requests fill in is left out. */
  static List<String> inTemplate(JsonNode... values) {
    List<String> found = new ArrayList<>();
    for (JsonNode value : values) {
      for (String text : texts(value, false)) {
        for (TextTemplate.Part part : TextTemplate.parse(text).parts()) {
          if (part instanceof TextTemplate.Literal literal) {
            found.add(literal.text());
          }
        }
      }
    }
    return asTheyMayStand(found);
  }

  private static List<String> in(JsonNode json) {
    return asTheyMayStand(texts(json, false));
  }

  private static List<String> texts(JsonNode json, boolean secret) {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      found.addAll(texts(member.getValue(), secret || SecretName.isSecret(member.getKey())));
    }
    if (json.isArray()) {
      json.forEach(element -> found.addAll(texts(element, secret)));
    }
    boolean text = json.isTextual() && (secret || SecretName.looksSecret(json.textValue()));
    if (text || (secret && json.isNumber())) {
      found.add(json.asText());
    }
    return found;
  }

  /** As such, and with the escapes that JSON has for them. */
  private static List<String> asTheyMayStand(List<String> secrets) {
    Set<String> all = new LinkedHashSet<>();
    for (String secret : secrets) {
      all.add(secret);
      all.add(escaped(secret));
    }
    return List.copyOf(all);
  }

  private static String escaped(String text) {
    try {
      String json = JsonCall.JSON.writeValueAsString(text);
      return json.substring(1, json.length() - 1);
    } catch (JsonProcessingException e) {
      return text; // Not sent either.
    }
  }
}
