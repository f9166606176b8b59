package io.github.gatlingllm.prompt.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Records that are JSON objects, and how messages show what is in them. */
public final class JsonObjects {

  private static final int MAX_EXCERPT = 60;

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private JsonObjects() {}

  /**
   * The object of a text.
   *
   * @throws RecordException if it is none
   */
  public static ObjectNode of(String text) throws RecordException {
    try {
      if (JSON.readValue(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new RecordException("is not JSON: " + firstLine(e.getOriginalMessage()));
    }
    throw new RecordException("is not a JSON object: " + excerpt(text));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** A value as a message shows it. */
  public static String excerpt(JsonNode value) {
    return cut(value.toString());
  }

  /** A text as a message shows it. */
  public static String excerpt(String text) {
    StringBuilder shown = new StringBuilder("\"");
    cut(text)
        .codePoints()
        .map(point -> Character.isISOControl(point) ? ' ' : point)
        .forEach(shown::appendCodePoint);
    return shown.append('"').toString();
  }

  private static String cut(String text) {
    return text.length() <= MAX_EXCERPT ? text : text.substring(0, MAX_EXCERPT) + "…";
  }
}
