package io.github.gatlingllm.prompt.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.api.ContentPart;
import io.github.gatlingllm.api.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records with {@code messages}, as OpenAI's chat completions have them. One request sends all up
 * to the last one that wants an answer; an assistant's turn behind it is the answer.
 */
final class MessagesForm {

  private static final List<String> ROLES =
      List.of("system", "developer", "user", "assistant", "tool", "function");

  /** Whose messages an assistant answers. */
  private static final Set<String> ASKING = Set.of("user", "tool", "function");

  /** What is said; some files repeat the first question beside the messages. */
  private static final Set<String> TEXTS = Set.of("messages", "prompt", "text");

  private final ImageFiles images;
  private final IgnoredKeys ignored;

  MessagesForm(ImageFiles images, IgnoredKeys ignored) {
    this.images = images;
    this.ignored = ignored;
  }

  Dialogue read(ObjectNode json, String place) throws RecordException {
    JsonNode list = json.get("messages");
    if (!list.isArray() || list.isEmpty()) {
      throw new RecordException(
          place + "messages: " + JsonObjects.excerpt(list) + " is not a list of messages");
    }
    List<Message> messages = new ArrayList<>();
    for (JsonNode one : list) {
      messages.add(message(one, place + "messages[" + messages.size() + "]"));
    }
    int asked = messages.size();
    while (asked > 0 && !ASKING.contains(messages.get(asked - 1).role())) {
      asked--;
    }
    if (asked == 0) {
      throw new RecordException(place + "messages: none of them is a user's");
    }
    return new Dialogue(
        messages,
        messages.subList(0, asked),
        asked < messages.size() ? messages.get(asked).text() : "",
        Fields.tokenCount(json, place),
        Fields.outputTokens(json, place),
        Fields.body(json, TEXTS, ignored));
  }

  private Message message(JsonNode node, String place) throws RecordException {
    if (!(node instanceof ObjectNode json)) {
      throw new RecordException(place + ": " + JsonObjects.excerpt(node) + " is not an object");
    }
    JsonNode role = json.path("role");
    if (!role.isTextual() || !ROLES.contains(role.textValue())) {
      throw new RecordException(
          place
              + ".role: "
              + (role.isMissingNode() ? "it is missing" : JsonObjects.excerpt(role))
              + (role.isMissingNode() ? "; give one of " : " is not one of ")
              + String.join(", ", ROLES));
    }
    Map<String, Object> extra = new LinkedHashMap<>();
    json.properties().forEach(member -> extra.put(member.getKey(), member.getValue()));
    extra.remove("role");
    extra.remove("content");
    return new Message(role.textValue(), content(json, extra, place), extra);
  }

  private List<ContentPart> content(ObjectNode json, Map<String, Object> extra, String place)
      throws RecordException {
    JsonNode content = json.path("content");
    if (content.isTextual()) {
      return List.of(new ContentPart.Text(content.textValue()));
    }
    boolean absent = content.isMissingNode() || content.isNull();
    if (absent && (extra.containsKey("tool_calls") || extra.containsKey("function_call"))) {
      return List.of();
    }
    if (absent) {
      throw new RecordException(place + ".content is missing; give a string or a list of parts");
    }
    if (!content.isArray() || content.isEmpty()) {
      throw new RecordException(
          place
              + ".content: "
              + JsonObjects.excerpt(content)
              + " is not a string or a list of parts");
    }
    List<ContentPart> parts = new ArrayList<>();
    for (JsonNode part : content) {
      parts.add(part(part, place + ".content[" + parts.size() + "]"));
    }
    return parts;
  }

  private ContentPart part(JsonNode node, String place) throws RecordException {
    String type = node.path("type").asText();
    if (!node.isObject() || type.isEmpty()) {
      throw new RecordException(
          place + ": " + JsonObjects.excerpt(node) + " is not an object with a type");
    }
    if (type.equals("text")) {
      if (!node.path("text").isTextual()) {
        throw new RecordException(place + ".text is missing; give a string");
      }
      return new ContentPart.Text(node.path("text").textValue());
    }
    if (type.equals("image_url")) {
      JsonNode url = node.at("/image_url/url");
      if (!url.isTextual() || url.textValue().isEmpty()) {
        throw new RecordException(place + ".image_url.url is missing; give a URL or a path");
      }
      return images.image(
          url.textValue(), node.at("/image_url/detail").asText(), place + ".image_url.url");
    }
    Map<String, Object> raw = new LinkedHashMap<>();
    node.properties().forEach(member -> raw.put(member.getKey(), member.getValue()));
    return new ContentPart.Raw(raw);
  }
}
