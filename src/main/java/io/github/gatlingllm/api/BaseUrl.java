package io.github.gatlingllm.api;

import java.net.URI;
import java.net.URISyntaxException;

/** Checks the base URL of an endpoint. */
final class BaseUrl {

  private BaseUrl() {}

  static URI parse(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      boolean https = "https".equalsIgnoreCase(uri.getScheme());
      if ((http || https) && uri.getHost() != null && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, in the same words as for every other fault.
    }
    throw new IllegalArgumentException(
        "base URL '"
            + withoutUserInfo(text)
            + "' is not an http or https URL with a host and no user");
  }

  /** The base URL with a further path, before its query if it has one. */
  static String append(URI base, String path) {
    String text = base.toString();
    int end = text.indexOf('#') < 0 ? text.length() : text.indexOf('#');
    int query = text.indexOf('?') < 0 ? end : Math.min(end, text.indexOf('?'));
    int pathEnd = query;
    while (text.charAt(pathEnd - 1) == '/') {
      pathEnd--;
    }
    return text.substring(0, pathEnd) + path + text.substring(query, end);
  }

  /** A user's password in a URL must not reach a message. */
  private static String withoutUserInfo(String text) {
    return text.replaceAll("//[^/@]*@", "//***@");
  }
}
