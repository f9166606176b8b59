package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.gatlingllm.prompt.ThinkTime;
import java.time.Duration;
import java.util.Set;

/**
 * A number of seconds that is the same for all, or a distribution as an object; as a flag {@code
 * 2}, {@code exponential:2} or {@code lognormal:2:1}.
 */
record ThinkTimeValue() implements ValueType<ThinkTime> {

  private static final String DISTRIBUTION = "distribution";
  private static final String MEAN = "mean";
  private static final String STDDEV = "stddev";
  private static final double NANOS_PER_SECOND = 1e9;

  @Override
  public String accepts() {
    return "a number of seconds from 0 to "
        + ThinkTime.LONGEST.toSeconds()
        + ", or an object with a distribution (\"exponential\" with a mean above 0, \"lognormal\""
        + " with a mean above 0 and a stddev)";
  }

  @Override
  public ThinkTime read(JsonNode node) throws RejectedValueException {
    if (node.isNumber()) {
      return ThinkTime.constant(seconds(node));
    }
    String distribution = node.path(DISTRIBUTION).asText();
    boolean lognormal = distribution.equals("lognormal");
    Set<String> keys = lognormal ? Set.of(DISTRIBUTION, MEAN, STDDEV) : Set.of(DISTRIBUTION, MEAN);
    if ((!lognormal && !distribution.equals("exponential")) || !hasOnly(node, keys)) {
      throw RejectedValueException.isNot(accepts());
    }
    Duration mean = seconds(node.path(MEAN));
    if (mean.isZero()) {
      throw RejectedValueException.isNot(accepts());
    }
    return lognormal
        ? ThinkTime.logNormal(mean, seconds(node.path(STDDEV)))
        : ThinkTime.exponential(mean);
  }

  private Duration seconds(JsonNode node) throws RejectedValueException {
    double seconds = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(seconds >= 0 && seconds <= ThinkTime.LONGEST.toSeconds())) {
      throw RejectedValueException.isNot(accepts());
    }
    // Rounded up, so that no time above zero becomes zero, which means something else.
    return Duration.ofNanos((long) Math.ceil(seconds * NANOS_PER_SECOND));
  }

  /** Whether a node is an object without other keys. */
  static boolean hasOnly(JsonNode node, Set<String> keys) {
    return node.isObject()
        && node.properties().stream().allMatch(member -> keys.contains(member.getKey()));
  }

  @Override
  public boolean replacesObject() {
    return true;
  }

  @Override
  public JsonNode fromText(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length == 1) {
      return NumberText.parse(text);
    }
    if (parts.length > 3) {
      return TextNode.valueOf(text);
    }
    ObjectNode object = JsonText.MAPPER.createObjectNode().put(DISTRIBUTION, parts[0]);
    object.set(MEAN, NumberText.parse(parts[1]));
    if (parts.length == 3) {
      object.set(STDDEV, NumberText.parse(parts[2]));
    }
    return object;
  }
}
