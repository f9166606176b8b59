package io.github.gatlingllm.prompt.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys that several forms of records have in common. */
final class Fields {

  private static final String TOKEN_COUNT = "tokenCount";

  /** The first that is there counts. */
  private static final List<String> OUTPUT_LIMITS =
      List.of("outputTokenTarget", "max_completion_tokens", "max_tokens");

  private Fields() {}

  /** The tokens of the prompt by the record itself, or {@link Prompt#UNKNOWN}. */
  static int tokenCount(ObjectNode json, String place) throws RecordException {
    return count(json, TOKEN_COUNT, 0, place);
  }

  /** The limit on an answer, or {@link Prompt#UNKNOWN}. */
  static int outputTokens(ObjectNode json, String place) throws RecordException {
    int limit = Prompt.UNKNOWN;
    for (String key : OUTPUT_LIMITS) {
      int given = count(json, key, 1, place);
      limit = limit == Prompt.UNKNOWN ? given : limit;
    }
    return limit;
  }

  private static int count(ObjectNode json, String key, int least, String place)
      throws RecordException {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Prompt.UNKNOWN;
    }
    boolean whole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
    if (!whole || value.doubleValue() < least || value.doubleValue() > TokenLength.MAX_TOKENS) {
      throw new RecordException(
          place
              + key
              + ": "
              + JsonObjects.excerpt(value)
              + " is not a whole number from "
              + least
              + " to "
              + TokenLength.MAX_TOKENS);
    }
    return (int) value.doubleValue();
  }

  /** What goes into the body as it is: all but what has a place of its own. */
  static Map<String, Object> body(ObjectNode json, Set<String> own, IgnoredKeys ignored) {
    Map<String, Object> body = new LinkedHashMap<>();
    json.properties()
        .forEach(
            member -> {
              String key = member.getKey();
              if (IgnoredKeys.OF_THE_RUN.contains(key)) {
                ignored.saw(key);
              } else if (!own.contains(key)
                  && !key.equals(TOKEN_COUNT)
                  && !OUTPUT_LIMITS.contains(key)) {
                body.put(key, member.getValue());
              }
            });
    return body;
  }
}
