package io.github.gatlingllm.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A part of what a message says, in no API's terms. */
public sealed interface ContentPart {

  /**
   * A text.
   *
   * @param text what is said
   */
  record Text(String text) implements ContentPart {}

  /**
   * A picture.
   *
   * @param url where it is: an http or https URL that the server fetches, or a {@code data:} URL
   *     that holds it
   * @param detail how closely it is to be looked at, in the API's words; empty for the API's own
   *     choice
   */
  record Image(String url, String detail) implements ContentPart {}

  /**
   * A part as the API's own JSON, for what has no name here, such as sound.
   *
   * @param json its members
   */
  record Raw(Map<String, Object> json) implements ContentPart {

    /** Keeps a copy, in the same order: what is sent is the same in every run. */
    public Raw {
      json = Collections.unmodifiableMap(new LinkedHashMap<>(json));
    }
  }
}
