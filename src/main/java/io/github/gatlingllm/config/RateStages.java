package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.gatlingllm.load.OpenLoad.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of objects with a rate and a duration; as a flag {@code 10:60,50:30}, requests a second
 * and seconds.
 */
record RateStages(DecimalNumber rate, Seconds duration) implements ValueType<List<Stage>> {

  private static final int MAX_STAGES = 1000;
  private static final String RATE = "rate";
  private static final String DURATION = "duration";

  @Override
  public String accepts() {
    return "a list of 1 to 1000 objects with a rate (requests per second) and a duration (seconds)";
  }

  @Override
  public List<Stage> read(JsonNode node) throws RejectedValueException {
    if (!node.isArray() || node.isEmpty() || node.size() > MAX_STAGES) {
      throw RejectedValueException.isNot(accepts());
    }
    List<Stage> stages = new ArrayList<>();
    for (JsonNode stage : node) {
      if (stage.size() != 2) {
        throw inStage(stages.size(), "is not an object with a rate and a duration");
      }
      try {
        stages.add(new Stage(rate.read(stage.path(RATE)), duration.read(stage.path(DURATION))));
      } catch (RejectedValueException e) {
        throw inStage(
            stages.size(),
            "needs as its rate "
                + rate.accepts()
                + ", up to "
                + NumberText.plain(rate.max())
                + ", and as its duration "
                + duration.accepts());
      }
    }
    return stages;
  }

  private static RejectedValueException inStage(int index, String what) {
    return RejectedValueException.because("stage " + (index + 1) + " " + what);
  }

  @Override
  public JsonNode fromText(String text) {
    ArrayNode stages = JsonText.MAPPER.createArrayNode();
    for (String stage : text.split(",", -1)) {
      String[] parts = stage.split(":", -1);
      if (parts.length != 2) {
        return TextNode.valueOf(text);
      }
      stages
          .addObject()
          .<com.fasterxml.jackson.databind.node.ObjectNode>set(RATE, NumberText.parse(parts[0]))
          .set(DURATION, NumberText.parse(parts[1]));
    }
    return stages;
  }
}
