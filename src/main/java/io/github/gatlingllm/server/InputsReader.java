package io.github.gatlingllm.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads a request of inputs as a chat that has a message for each: its tokens are counted, and the
 * time that they take passes, as those of a prompt.
 */
final class InputsReader {

  /** How many results are asked for. */
  static final String TOP = "top_n";

  private static final String MODEL = "model";

  private InputsReader() {}

  static ObjectNode ofEmbeddings(ObjectNode body) throws RefusedException {
    JsonNode format = ChatRequestReader.present(body, "encoding_format");
    if (format != null && !format.asText().equals("float")) {
      throw refused("encoding_format", "must be 'float': this endpoint has no other.");
    }
    return chat(body, JsonNodeFactory.instance.arrayNode(), "input");
  }

  static ObjectNode ofRerank(ObjectNode body) throws RefusedException {
    JsonNode query = ChatRequestReader.present(body, "query");
    if (query == null) {
      throw new RefusedException(ApiError.missingField("query"));
    }
    ArrayNode texts = JsonNodeFactory.instance.arrayNode();
    texts.add(text(query, "query"));
    ObjectNode chat = chat(body, texts, "documents");
    if (body.has(TOP)) {
      chat.set(TOP, body.get(TOP));
    }
    return chat;
  }

  private static ObjectNode chat(ObjectNode body, ArrayNode texts, String name)
      throws RefusedException {
    JsonNode inputs = ChatRequestReader.present(body, name);
    if (inputs == null) {
      throw new RefusedException(ApiError.missingField(name));
    }
    if (inputs.isTextual()) {
      texts.add(inputs.textValue());
    } else if (inputs.isArray() && !inputs.isEmpty()) {
      for (int i = 0; i < inputs.size(); i++) {
        texts.add(text(inputs.get(i), name + "[" + i + "]"));
      }
    } else {
      throw refused(name, "must be a string or an array of at least one.");
    }
    ObjectNode chat = JsonNodeFactory.instance.objectNode();
    if (body.has(MODEL)) {
      chat.set(MODEL, body.get(MODEL));
    }
    ArrayNode messages = chat.putArray("messages");
    texts.forEach(text -> messages.addObject().put("role", "user").set("content", text));
    chat.put("max_tokens", 1);
    return chat;
  }

  private static String text(JsonNode node, String path) throws RefusedException {
    if (!node.isTextual()) {
      throw refused(path, "must be a string: this endpoint reads nothing else.");
    }
    return node.textValue();
  }

  private static RefusedException refused(String param, String message) {
    return new RefusedException(ApiError.badField(param, message));
  }
}
