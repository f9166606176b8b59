package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.util.Set;

/**
 * A number that is the same for all, or a normal distribution as an object; as a flag {@code 5} or
 * {@code normal:512:50}.
 *
 * @param of what it counts
 * @param most the greatest number, and the greatest mean
 */
record ConversationLength(String of, int most) implements ValueType<TokenLength> {

  private static final String MEAN = "mean";
  private static final String STDDEV = "stddev";
  private static final Set<String> KEYS = Set.of(MEAN, STDDEV);
  private static final double STDDEV_PER_MEAN = 0.1;

  @Override
  public String accepts() {
    return "a whole number of "
        + of
        + " from 1 to "
        + most
        + ", or an object with a mean in that range and a stddev";
  }

  @Override
  public TokenLength read(JsonNode node) throws RejectedValueException {
    if (node.isNumber()) {
      double value = node.doubleValue();
      if (value != Math.rint(value) || !(value >= 1 && value <= most)) {
        throw RejectedValueException.isNot(accepts());
      }
      return TokenLength.constant((int) value);
    }
    double mean = number(node, MEAN);
    double stddev = node.has(STDDEV) ? number(node, STDDEV) : mean * STDDEV_PER_MEAN;
    boolean sound = mean >= 1 && mean <= most && stddev >= 0 && stddev <= most;
    if (!sound || !ThinkTimeValue.hasOnly(node, KEYS)) {
      throw RejectedValueException.isNot(accepts());
    }
    return TokenLength.normal(mean, stddev);
  }

  private static double number(JsonNode node, String key) {
    return node.path(key).isNumber() ? node.path(key).doubleValue() : Double.NaN;
  }

  @Override
  public JsonNode fromText(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length == 1) {
      return NumberText.parse(text);
    }
    if (!parts[0].equals("normal") || parts.length > 3) {
      return TextNode.valueOf(text);
    }
    ObjectNode object = JsonText.MAPPER.createObjectNode();
    object.set(MEAN, NumberText.parse(parts[1]));
    if (parts.length == 3) {
      object.set(STDDEV, NumberText.parse(parts[2]));
    }
    return object;
  }
}
