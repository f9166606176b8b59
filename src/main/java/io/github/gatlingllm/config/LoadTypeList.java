package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.gatlingllm.prompt.MixedPrompts;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of types of requests; as a flag {@code chat:3:512:256,rag:1}: name, weight, and where they
 * are not those of all, mean input and output tokens. Here it is only a list of a length that is
 * accepted: {@link LoadTypeRules} looks at its elements, so that each fault is named by its own
 * key.
 */
record LoadTypeList() implements ValueType<List<JsonNode>> {

  static final String NAME = "name";
  static final String WEIGHT = "weight";
  static final String INPUT_TOKENS = "inputTokens";
  static final String OUTPUT_TOKENS = "outputTokens";
  static final String MEAN = "mean";

  private static final int LEAST_PARTS = 2;
  private static final int MOST_PARTS = 4;

  @Override
  public String accepts() {
    return "a list of 1 to "
        + MixedPrompts.MAX_TYPES
        + " objects with a name, a weight, and if they differ inputTokens and outputTokens";
  }

  @Override
  public List<JsonNode> read(JsonNode node) throws RejectedValueException {
    if (!node.isArray() || node.isEmpty() || node.size() > MixedPrompts.MAX_TYPES) {
      throw RejectedValueException.isNot(accepts());
    }
    List<JsonNode> types = new ArrayList<>();
    node.forEach(types::add);
    return types;
  }

  @Override
  public JsonNode fromText(String text) {
    ArrayNode types = JsonText.MAPPER.createArrayNode();
    for (String type : text.split(",", -1)) {
      String[] parts = type.split(":", -1);
      if (parts.length < LEAST_PARTS || parts.length > MOST_PARTS) {
        return TextNode.valueOf(text);
      }
      ObjectNode object = types.addObject().put(NAME, parts[0]);
      object.set(WEIGHT, NumberText.parse(parts[1]));
      for (int part = LEAST_PARTS; part < parts.length; part++) {
        if (!parts[part].isEmpty()) { // chat:3::256 has the input of all types.
          String key = part == LEAST_PARTS ? INPUT_TOKENS : OUTPUT_TOKENS;
          object.putObject(key).set(MEAN, NumberText.parse(parts[part]));
        }
      }
    }
    return types;
  }
}
