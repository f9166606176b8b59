package io.github.gatlingllm.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** One segment of a URL's path, in which everything that is not unreserved is encoded. */
final class PathSegment {

  private PathSegment() {}

  /** As AWS and RFC 3986 have it: colons and slashes too, which names of models do have. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
