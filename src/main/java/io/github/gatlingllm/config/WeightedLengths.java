package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of lengths, or of ranges of them, with weights. Here it is only a list of a length that is
 * accepted: {@link LengthRules} looks at its elements, so that each fault is named by its own key.
 *
 * @param ranges whether each is a range
 */
record WeightedLengths(boolean ranges) implements ValueType<List<JsonNode>> {

  static final String TOKENS = "tokens";
  static final String FROM = "from";
  static final String TO = "to";
  static final String WEIGHT = "weight";

  private static final Pattern VALUE = Pattern.compile("([^x]+)x([^x]+)");
  private static final Pattern RANGE = Pattern.compile("([^x-]+)-([^x-]+)x([^x]+)");

  List<String> keys() {
    return ranges ? List.of(FROM, TO, WEIGHT) : List.of(TOKENS, WEIGHT);
  }

  @Override
  public String accepts() {
    return "a list of 1 to "
        + TokenLength.MAX_BINS
        + " objects with the keys "
        + String.join(", ", keys());
  }

  @Override
  public List<JsonNode> read(JsonNode node) throws RejectedValueException {
    if (!node.isArray() || node.isEmpty() || node.size() > TokenLength.MAX_BINS) {
      throw RejectedValueException.isNot(accepts());
    }
    List<JsonNode> elements = new ArrayList<>();
    node.forEach(elements::add);
    return elements;
  }

  @Override
  public JsonNode fromText(String text) {
    ArrayNode elements = JsonText.MAPPER.createArrayNode();
    for (String element : text.split(",", -1)) {
      Matcher matcher = (ranges ? RANGE : VALUE).matcher(element.trim());
      if (!matcher.matches()) {
        return TextNode.valueOf(text);
      }
      ObjectNode object = elements.addObject();
      for (int i = 0; i < keys().size(); i++) {
        object.set(keys().get(i), NumberText.parse(matcher.group(i + 1)));
      }
    }
    return elements;
  }
}
