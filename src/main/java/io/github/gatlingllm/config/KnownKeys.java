package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The keys of an object in which one that is not known is a fault, not a warning. */
final class KnownKeys {

  /** Keys of one object that are named as not known: more of them tell nothing more. */
  private static final int MAX_UNKNOWN = 5;

  private KnownKeys() {}

  /** Those of its keys that are not known, as far as they are told. */
  static List<String> unknown(JsonNode object, List<String> known) {
    List<String> unknown = new ArrayList<>();
    object.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(known);
    return unknown.subList(0, Math.min(MAX_UNKNOWN, unknown.size()));
  }

  /**
   * What is wrong with a key that is not known.
   *
   * @param place what keys of its object begin with in messages
   */
  static String fault(String place, String name, List<String> known) {
    return place
        + Excerpt.of(name)
        + " is not a known key"
        + NearestName.among(known, name)
            .map(near -> "; did you mean " + place + near + "?")
            .orElse("; known are " + String.join(", ", known));
  }
}
