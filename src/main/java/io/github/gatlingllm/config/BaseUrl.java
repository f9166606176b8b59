package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL that the paths of an API are appended to, without a trailing slash.
 *
 * <p>The authority is judged here and not by {@link URI#getHost}, which knows no underscore in a
 * name, though container networks give out such names.
 */
record BaseUrl() implements ValueType<String> {

  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:@\\[\\]]+)(?::([0-9]{1,5}))?");
  private static final int MAX_PORT = 65_535;

  @Override
  public String accepts() {
    return "an absolute http or https URL, such as http://localhost:8000/v1";
  }

  @Override
  public String read(JsonNode node) throws RejectedValueException {
    if (!node.isTextual()) {
      throw RejectedValueException.isNot(accepts());
    }
    String text = node.textValue();
    URI uri = parsed(text);
    if (!isHttp(uri) || !isHostAndPort(uri.getRawAuthority())) {
      throw notUrl(text);
    }
    if (uri.getRawFragment() != null) {
      throw RejectedValueException.because("the URL has a fragment ('#…'), which is never sent");
    }
    return withoutTrailingSlash(text);
  }

  private URI parsed(String text) throws RejectedValueException {
    try {
      URI uri = new URI(text);
      String authority = uri.getRawAuthority();
      if (authority != null && authority.contains("@")) {
        throw RejectedValueException.because(
            "the URL has a user name or password in it, which would reach files; leave it out");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw notUrl(text);
    }
  }

  private RejectedValueException notUrl(String text) {
    boolean mayHoldSecret = text.contains("@") || text.contains("?");
    return mayHoldSecret
        ? RejectedValueException.because("the value is not " + accepts())
        : RejectedValueException.isNot(accepts());
  }

  private static boolean isHttp(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
  }

  private static boolean isHostAndPort(String authority) {
    Matcher matcher = AUTHORITY.matcher(authority == null ? "" : authority);
    if (!matcher.matches()) {
      return false;
    }
    String port = matcher.group(2);
    return port == null || (Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= MAX_PORT);
  }

  private static String withoutTrailingSlash(String url) {
    int query = url.indexOf('?');
    String path = query < 0 ? url : url.substring(0, query);
    return path.replaceFirst("/+$", "") + (query < 0 ? "" : url.substring(query));
  }
}
