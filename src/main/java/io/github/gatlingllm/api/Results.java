package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.BitSet;
import java.util.Map;

/** The results of an answer to inputs, counted and each looked at. */
final class Results {

  private static final int MAX_INDEX = 1 << 20;

  private static final int NO_INDEX = -1;

  /**
   * What an answer has.
   *
   * @param count how many results
   * @param highestIndex the highest index of an input that one is said to be of, from 0; below 0
   *     where none says so
   */
  record Found(int count, int highestIndex) {}

  private Results() {}

  /**
   * A list with a vector in a member of each of its elements.
   *
   * @throws MalformedFrameException if it is no list, or an element has no vector
   */
  static Found vectors(JsonNode list, String name, String member) {
    BitSet seen = new BitSet();
    for (JsonNode element : elements(list, name)) {
      checkIndex(element, name, seen);
      checkVector(element.path(member), name);
    }
    return found(list, seen);
  }

  /**
   * A list of vectors.
   *
   * @throws MalformedFrameException if it is no list, or an element is no vector
   */
  static Found vectors(JsonNode list, String name) {
    for (JsonNode element : elements(list, name)) {
      checkVector(element, name);
    }
    return new Found(list.size(), NO_INDEX);
  }

  /**
   * Lists of vectors by the type of their numbers, all of the same length.
   *
   * @throws MalformedFrameException if they are not
   */
  static Found vectorsByType(JsonNode lists, String name) {
    int size = -1;
    for (Map.Entry<String, JsonNode> list : lists.properties()) {
      if (list.getValue().isNull()) {
        continue; // A type that was not asked for.
      }
      int found = vectors(list.getValue(), name + "." + list.getKey()).count();
      if (size >= 0 && found != size) {
        throw new MalformedFrameException(
            "the types of '" + name + "' have " + size + " and " + found + " vectors");
      }
      size = found;
    }
    if (size < 0) {
      throw new MalformedFrameException("the answer has no list in '" + name + "'");
    }
    return new Found(size, NO_INDEX);
  }

  /**
   * A list with a score in a member of each of its elements.
   *
   * @throws MalformedFrameException if it is no list, or an element has no score
   */
  static Found scores(JsonNode list, String name, String member) {
    BitSet seen = new BitSet();
    for (JsonNode element : elements(list, name)) {
      checkIndex(element, name, seen);
      if (!element.path(member).isNumber()) {
        throw new MalformedFrameException("an element of '" + name + "' has no " + member);
      }
    }
    return found(list, seen);
  }

  private static Found found(JsonNode list, BitSet seen) {
    return new Found(list.size(), seen.length() - 1);
  }

  private static JsonNode elements(JsonNode list, String name) {
    if (!list.isArray()) {
      throw new MalformedFrameException("the answer has no list '" + name + "'");
    }
    return list;
  }

  /** Which input a result is of, where it is said: two results of one input are one too many. */
  private static void checkIndex(JsonNode element, String name, BitSet seen) {
    JsonNode index = element.path("index");
    if (index.isMissingNode()) {
      return;
    }
    int place = index.isIntegralNumber() ? Counts.of(index) : NO_INDEX;
    if (place < 0 || place > MAX_INDEX) {
      throw new MalformedFrameException("an index in '" + name + "' is none: " + index);
    }
    if (seen.get(place)) {
      throw new MalformedFrameException("two elements of '" + name + "' have the index " + place);
    }
    seen.set(place);
  }

  private static void checkVector(JsonNode node, String name) {
    VectorJson.Vector vector = VectorJson.vector(node);
    boolean sound = vector == null ? isBase64(node) : vector.numbers();
    if (!sound) {
      throw new MalformedFrameException(
          "an element of '" + name + "' has no vector, or an empty one");
    }
  }

  private static boolean isBase64(JsonNode node) {
    try {
      return node.isTextual() && Base64.getDecoder().decode(node.textValue()).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
