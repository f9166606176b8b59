package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A list of times in ascending order; as a flag, with commas. */
record TimeList(Seconds time) implements ValueType<List<Duration>> {

  static final int MAX_TIMES = 1_000_000;

  @Override
  public String accepts() {
    return "a list of 1 to 1000000 times in seconds, 0 or more, ascending";
  }

  @Override
  public List<Duration> read(JsonNode node) throws RejectedValueException {
    if (!node.isArray() || node.isEmpty() || node.size() > MAX_TIMES) {
      throw RejectedValueException.isNot(accepts());
    }
    List<Duration> times = new ArrayList<>();
    for (JsonNode one : node) {
      times.add(next(one, times));
    }
    return times;
  }

  private Duration next(JsonNode node, List<Duration> before) throws RejectedValueException {
    Duration next;
    try {
      next = time.read(node);
    } catch (RejectedValueException e) {
      throw RejectedValueException.because(
          "time " + (before.size() + 1) + ": " + Excerpt.of(node) + " " + e.reason());
    }
    if (!before.isEmpty() && next.compareTo(before.get(before.size() - 1)) < 0) {
      throw RejectedValueException.because(
          "time " + (before.size() + 1) + " is before the one it follows; give ascending times");
    }
    return next;
  }

  @Override
  public JsonNode fromText(String text) {
    return ofTexts(List.of(text.split(",", -1)));
  }

  /** The list of which these are the numbers. */
  static ArrayNode ofTexts(List<String> texts) {
    ArrayNode times = JsonText.MAPPER.createArrayNode();
    texts.forEach(time -> times.add(NumberText.parse(time)));
    return times;
  }
}
