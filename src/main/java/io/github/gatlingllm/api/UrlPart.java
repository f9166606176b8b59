package io.github.gatlingllm.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A name as a part of a URL. */
final class UrlPart {

  private UrlPart() {}

  /**
   * The name, with what is not for a URL encoded.
   *
   * @param what what is named, for the message
   * @throws IllegalArgumentException if it is blank
   */
  static String encoded(String what, String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the " + what + " is blank; it is a part of the URL");
    }
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The same for a name that may be a path, such as {@code tunedModels/mine}. */
  static String encodedPath(String what, String name) {
    return encoded(what, name).replace("%2F", "/").replace("%3A", ":").replace("%40", "@");
  }
}
