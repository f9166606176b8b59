package io.github.gatlingllm.api;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The base URL of an endpoint. More lenient than {@link java.net.URI}, which refuses host names
 * that container networks use, such as {@code my_host}.
 *
 * @param text the URL as given
 * @param host its host, in lower case
 */
record BaseUrl(String text, String host) {

  private static final Pattern HTTP_URL =
      Pattern.compile(
          "https?://(\\[[0-9a-f:.]+]|[^\\s/?#@:\\[\\]]+)(:\\d{1,5})?([/?#]\\S*)?",
          Pattern.CASE_INSENSITIVE);

  static BaseUrl parse(String text) {
    Matcher url = HTTP_URL.matcher(text);
    if (!url.matches()) {
      throw new IllegalArgumentException(
          "base URL '"
              + withoutUserInfo(text)
              + "' is not an http or https URL with a host and no user");
    }
    return new BaseUrl(text, url.group(1).toLowerCase(Locale.ROOT));
  }

  /** The base URL with a further path, before its query if it has one. */
  String append(String path) {
    int end = text.indexOf('#') < 0 ? text.length() : text.indexOf('#');
    int query = text.indexOf('?') < 0 ? end : Math.min(end, text.indexOf('?'));
    int pathEnd = query;
    while (text.charAt(pathEnd - 1) == '/') {
      pathEnd--;
    }
    return text.substring(0, pathEnd) + path + text.substring(query, end);
  }

  /** The same with a further parameter of the query, after those that it has. */
  String append(String path, String parameter) {
    String whole = append(path);
    int end = whole.indexOf('#') < 0 ? whole.length() : whole.indexOf('#');
    String separator = whole.indexOf('?') < 0 ? "?" : "&";
    return whole.substring(0, end) + separator + parameter + whole.substring(end);
  }

  /**
   * With a further path below a folder that some give with the base URL and some do not, such as
   * {@code /v1}.
   */
  String appendIn(String folder, String path) {
    int query = text.indexOf('?') < 0 ? text.length() : text.indexOf('?');
    boolean given = text.substring(0, query).replaceFirst("/+$", "").endsWith(folder);
    return append(given ? path : folder + path);
  }

  /** A user's password in a URL must not reach a message. */
  private static String withoutUserInfo(String text) {
    return text.replaceAll("//[^/@]*@", "//***@");
  }
}
