package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the description of an API, and finds all that is wrong with it. Values are not shown: they
 * may be secrets.
 */
final class TemplateParser {

  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}");
  private static final Set<String> FRAMING_HEADERS = Set.of("content-length", "transfer-encoding");
  private static final Pattern PATH = Pattern.compile("([/?][\\x21-\\x7e&&[^#\\\\]]*)?");
  private static final String DEFAULT_KEY_HEADER = "authorization: Bearer " + TemplateKeys.KEY;

  private final JsonNode root;
  private final List<String> faults = new ArrayList<>();

  TemplateParser(JsonNode root) {
    this.root = root;
  }

  ApiTemplate template() {
    if (!root.isObject()) {
      throw new InvalidTemplateException(List.of("the value is not an object"));
    }
    List<String> known = TemplateKeys.all();
    root.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                faults.add(name + " is not a known key; known are " + String.join(", ", known));
              }
            });
    String method = method();
    TextTemplate path = path();
    Map<String, TextTemplate> headers = headers();
    BodyTemplate body = body();
    HttpCall.Header key = key();
    AnswerTemplate answer = new AnswerParser(root, faults).answer();
    if (!faults.isEmpty()) {
      throw new InvalidTemplateException(faults);
    }
    List<String> secrets =
        BodySecrets.inTemplate(root.path(TemplateKeys.HEADERS), root.path(TemplateKeys.BODY));
    return new ApiTemplate(method, path, headers, body, key, answer, secrets);
  }

  private String method() {
    JsonNode given = root.path(TemplateKeys.METHOD);
    String method = given.asText("POST").toUpperCase(Locale.ROOT);
    if (!given.isMissingNode() && !(given.isTextual() && METHODS.contains(method))) {
      faults.add(TemplateKeys.METHOD + ": the value is not one of " + String.join(", ", METHODS));
    }
    return method;
  }

  private TextTemplate path() {
    TextTemplate path = text(TemplateKeys.PATH, root.path(TemplateKeys.PATH));
    // Placeholders are encoded when they are filled in; here stands what is sent as it is.
    String start = path.parts().isEmpty() ? "" : "/";
    boolean opens =
        path.parts().isEmpty()
            || (path.parts().get(0) instanceof TextTemplate.Literal first
                && (first.text().startsWith("/") || first.text().startsWith("?")));
    if (!opens || !PATH.matcher(start + path.literals()).matches()) {
      faults.add(
          TemplateKeys.PATH
              + ": the value is not a path of a URL: it begins with '/' or '?', and has neither"
              + " spaces nor '#', '\\' or characters beyond ASCII, which are written as %20");
    }
    return path;
  }

  private Map<String, TextTemplate> headers() {
    JsonNode given = root.path(TemplateKeys.HEADERS);
    Map<String, TextTemplate> headers = new LinkedHashMap<>();
    if (!given.isMissingNode() && !given.isObject()) {
      faults.add(TemplateKeys.HEADERS + ": the value is not an object of names and texts");
    }
    for (Map.Entry<String, JsonNode> header : given.properties()) {
      String place = TemplateKeys.HEADERS + "." + header.getKey();
      checkHeaderName(place, header.getKey());
      TextTemplate value = text(place, header.getValue());
      if (!HeaderText.isSendable(value.literals())) {
        faults.add(place + ": the value has " + HeaderText.REFUSED);
      }
      headers.put(header.getKey(), value);
    }
    return headers;
  }

  private void checkHeaderName(String place, String name) {
    if (!HEADER_NAME.matcher(name).matches()) {
      faults.add(place + ": the name is none that a header of HTTP may have");
    } else if (FRAMING_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      faults.add(place + ": the header is set by the request itself");
    }
  }

  private @Nullable BodyTemplate body() {
    JsonNode given = root.path(TemplateKeys.BODY);
    return given.isMissingNode() || given.isNull()
        ? null
        : BodyTemplate.parse(TemplateKeys.BODY, given, faults);
  }

  private HttpCall.Header key() {
    JsonNode given = root.path(TemplateKeys.KEY_HEADER);
    String text = given.asText(DEFAULT_KEY_HEADER);
    int colon = text.indexOf(':');
    String name = colon < 0 ? "" : text.substring(0, colon).strip();
    String value = text.substring(colon + 1).strip();
    String around = value.replace(TemplateKeys.KEY, "");
    if (!HEADER_NAME.matcher(name).matches()
        || FRAMING_HEADERS.contains(name.toLowerCase(Locale.ROOT))
        || !value.contains(TemplateKeys.KEY)
        || around.contains("${")
        || !HeaderText.isSendable(around)) {
      faults.add(
          TemplateKeys.KEY_HEADER
              + ": the value is not the name of a header, a colon and a text with ${key}, such as"
              + " \"x-api-key: ${key}\"");
    }
    return new HttpCall.Header(name, value);
  }

  /** A text, empty if there is none. */
  private TextTemplate text(String place, JsonNode given) {
    if (!given.isMissingNode() && !given.isTextual()) {
      faults.add(place + ": the value is not a string");
      return new TextTemplate(List.of());
    }
    try {
      return TextTemplate.parse(given.asText(""));
    } catch (IllegalArgumentException e) {
      faults.add(place + ": " + e.getMessage());
      return new TextTemplate(List.of());
    }
  }
}
