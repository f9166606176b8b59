package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/**
 * A mean; as a flag also a whole distribution in one text, such as {@code uniform:100:200}, which
 * {@link LengthSettings#takeFlags} then spreads over the keys.
 *
 * @param number what a mean is
 */
record LengthText(DecimalNumber number) implements ValueType<Double> {

  private static final String SEPARATOR = ":";

  @Override
  public String accepts() {
    return number.accepts();
  }

  @Override
  public Double read(JsonNode node) throws RejectedValueException {
    return number.read(node);
  }

  @Override
  public JsonNode fromText(String text) {
    String[] parts = text.trim().split(SEPARATOR, -1);
    Optional<LengthDistribution> named = LengthDistribution.named(parts[0]);
    return named.isPresent() && parts.length - 1 <= named.get().parts().size()
        ? object(named.get(), parts)
        : NumberText.parse(text);
  }

  /** Parts that are missing or of the wrong kind are left for the rules on the keys to name. */
  private static JsonNode object(LengthDistribution distribution, String[] parts) {
    ObjectNode object =
        JsonText.MAPPER
            .createObjectNode()
            .set(LengthSettings.DISTRIBUTION, TextNode.valueOf(distribution.text()));
    for (int i = 1; i < parts.length; i++) {
      String key = distribution.parts().get(i - 1);
      object.set(key, value(key, parts[i]));
    }
    return object;
  }

  private static JsonNode value(String key, String text) {
    return switch (key) {
      case LengthSettings.VALUES -> LengthSettings.VALUES_FORM.fromText(text);
      case LengthSettings.BINS -> LengthSettings.BINS_FORM.fromText(text);
      default -> NumberText.parse(text);
    };
  }
}
