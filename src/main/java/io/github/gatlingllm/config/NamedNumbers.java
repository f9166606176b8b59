package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * An object of numbers by names that are known; as a flag {@code ttft:500,tpot:50}. Every name and
 * every number that is not accepted is a fault of its own.
 *
 * @param accepts what the object is, in words
 * @param what what a name stands for, with its article, such as {@code a metric}
 * @param names the names
 * @param range what numbers the name accepts
 */
record NamedNumbers(
    String accepts, String what, Set<String> names, Function<String, DecimalNumber> range)
    implements ValueType<Map<String, Double>> {

  private static final int MAX_FAULTS = 20;

  @Override
  public Map<String, Double> read(JsonNode node) throws RejectedValueException {
    Map<String, Double> numbers = new LinkedHashMap<>();
    List<RejectedValueException> faults = new ArrayList<>();
    readInto(numbers, faults, node);
    if (!faults.isEmpty()) {
      throw faults.get(0);
    }
    return numbers;
  }

  @Override
  public List<RejectedValueException> faults(JsonNode node) {
    List<RejectedValueException> faults = new ArrayList<>();
    readInto(new LinkedHashMap<>(), faults, node);
    return faults.size() <= MAX_FAULTS ? faults : faults.subList(0, MAX_FAULTS);
  }

  private void readInto(
      Map<String, Double> numbers, List<RejectedValueException> faults, JsonNode node) {
    if (!node.isObject() || node.isEmpty()) {
      faults.add(RejectedValueException.isNot(accepts));
      return;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      try {
        numbers.put(member.getKey(), number(member.getKey(), member.getValue()));
      } catch (RejectedValueException e) {
        faults.add(e);
      }
    }
  }

  private double number(String name, JsonNode value) throws RejectedValueException {
    if (!names.contains(name)) {
      throw RejectedValueException.because(unknown(name));
    }
    try {
      return range.apply(name).read(value);
    } catch (RejectedValueException e) {
      throw RejectedValueException.because(name + ": " + Excerpt.of(value) + " " + e.reason());
    }
  }

  private String unknown(String name) {
    return Excerpt.of(name)
        + " is not "
        + what
        + NearestName.among(names, name)
            .map(near -> "; did you mean " + near + "?")
            .orElse("; give " + accepts);
  }

  /** Text that is no such list, or has a name twice, stays text and is rejected as a whole. */
  @Override
  public JsonNode fromText(String text) {
    ObjectNode numbers = JsonText.MAPPER.createObjectNode();
    for (String member : text.split(",", -1)) {
      int colon = member.indexOf(':');
      String name = colon < 0 ? "" : member.substring(0, colon).trim();
      if (name.isEmpty() || numbers.has(name)) {
        return TextNode.valueOf(text);
      }
      numbers.set(name, NumberText.parse(member.substring(colon + 1)));
    }
    return numbers;
  }
}
