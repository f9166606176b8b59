package io.github.gatlingllm.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * What a {@code data:} URL holds (RFC 2397).
 *
 * @param mediaType its type
 * @param base64 its bytes, encoded
 */
record DataUrl(String mediaType, String base64) {

  private static final String SCHEME = "data:";
  private static final String BASE64 = ";base64";

  /**
   * What a URL holds, or nothing if it is none of this kind.
   *
   * @throws IllegalArgumentException if it is a broken one
   */
  static Optional<DataUrl> of(String url) {
    if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    int comma = url.indexOf(',');
    if (comma < 0) {
      throw new IllegalArgumentException("a data: URL of an image has no comma before its data");
    }
    String head = url.substring(SCHEME.length(), comma);
    String data = url.substring(comma + 1);
    boolean encoded = head.toLowerCase(Locale.ROOT).endsWith(BASE64);
    String type = encoded ? head.substring(0, head.length() - BASE64.length()) : head;
    return Optional.of(
        new DataUrl(type.isEmpty() ? "text/plain" : type, encoded ? data : toBase64(data)));
  }

  /** Percent signs encode bytes, which need be no characters. */
  private static String toBase64(String data) {
    String bytes = URLDecoder.decode(data.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
    return Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
