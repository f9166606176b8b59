package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.gatlingllm.load.Sweep;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of levels; as a flag {@code 1,10,50}. Here it is only a list of a length that is accepted:
 * {@link LevelRules} looks at its elements, so that each fault is named by its own key.
 */
record LevelList() implements ValueType<List<JsonNode>> {

  @Override
  public String accepts() {
    return "a list of 1 to "
        + Sweep.MAX_LEVELS
        + " numbers, or objects with a concurrency or rate and lengths";
  }

  @Override
  public List<JsonNode> read(JsonNode node) throws RejectedValueException {
    if (!node.isArray() || node.isEmpty() || node.size() > Sweep.MAX_LEVELS) {
      throw RejectedValueException.isNot(accepts());
    }
    List<JsonNode> levels = new ArrayList<>();
    node.forEach(levels::add);
    return levels;
  }

  @Override
  public JsonNode fromText(String text) {
    ArrayNode levels = JsonText.MAPPER.createArrayNode();
    for (String level : text.split(",", -1)) {
      levels.add(NumberText.parse(level));
    }
    return levels;
  }
}
