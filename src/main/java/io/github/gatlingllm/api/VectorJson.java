package io.github.gatlingllm.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON in which lists of numbers are only counted: the vectors of an answer are thousands of
 * numbers that nobody reads, and to make a node of each would hold up the event loop.
 */
final class VectorJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What stands in the place of a list that begins with a number.
   *
   * @param size how many elements it has
   * @param numbers whether all of them are numbers
   */
  record Vector(int size, boolean numbers) {}

  private VectorJson() {}

  /**
   * Reads a document.
   *
   * @throws IOException if it is not exactly one
   */
  static JsonNode read(byte[] bytes, int offset, int length) throws IOException {
    try (JsonParser json = JSON.createParser(bytes, offset, length)) {
      if (json.nextToken() == null) {
        throw new IOException("there is no document");
      }
      JsonNode root = node(json);
      if (json.nextToken() != null) {
        throw new IOException("there is more than one document");
      }
      return root;
    }
  }

  /** The vector that stands in this place, or null. */
  static @Nullable Vector vector(JsonNode node) {
    return node instanceof POJONode held && held.getPojo() instanceof Vector vector ? vector : null;
  }

  /** As deep as Jackson lets a document be, which is a thousand levels. */
  private static JsonNode node(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      ObjectNode object = JSON.createObjectNode();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        object.set(name, node(json));
      }
      return object;
    }
    return json.currentToken() == JsonToken.START_ARRAY ? list(json) : JSON.readTree(json);
  }

  private static JsonNode list(JsonParser json) throws IOException {
    JsonToken first = json.nextToken();
    if (first != null && first.isNumeric()) {
      return JSON.getNodeFactory().pojoNode(counted(json));
    }
    ArrayNode list = JSON.createArrayNode();
    while (json.currentToken() != JsonToken.END_ARRAY) {
      list.add(node(json));
      json.nextToken();
    }
    return list;
  }

  private static Vector counted(JsonParser json) throws IOException {
    int size = 0;
    boolean numbers = true;
    while (json.currentToken() != JsonToken.END_ARRAY) {
      JsonToken element = json.currentToken();
      numbers &= element != null && element.isNumeric();
      size++;
      json.skipChildren();
      json.nextToken();
    }
    return new Vector(size, numbers);
  }
}
