package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.util.ArrayList;
import java.util.List;

/**
 * A number that is the same for all, or a distribution as an object with the keys of {@code
 * benchmark.inputTokens}; as a flag {@code 5} or {@code uniform:2:8}.
 *
 * @param of what it counts
 * @param most the greatest number, and the greatest mean
 */
record ConversationLength(String of, int most) implements ValueType<TokenLength> {

  @Override
  public String accepts() {
    return "a whole number of "
        + of
        + " from 1 to "
        + most
        + ", or a distribution as an object like benchmark.inputTokens";
  }

  @Override
  public TokenLength read(JsonNode node) throws RejectedValueException {
    List<RejectedValueException> faults = faults(node);
    if (!faults.isEmpty()) {
      throw faults.get(0);
    }
    return node instanceof ObjectNode object
        ? LengthRules.read(object)
        : TokenLength.constant(node.intValue());
  }

  /** Each of an object's faults names the key inside it. */
  @Override
  public List<RejectedValueException> faults(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return ofDistribution(object).stream().map(RejectedValueException::because).toList();
    }
    double value = node.isNumber() ? node.doubleValue() : Double.NaN;
    return value == Math.rint(value) && value >= 1 && value <= most
        ? List.of()
        : List.of(RejectedValueException.isNot(accepts()));
  }

  private List<String> ofDistribution(ObjectNode object) {
    List<String> faults = new ArrayList<>();
    for (String name : KnownKeys.unknown(object, LengthSettings.KEYS)) {
      faults.add(KnownKeys.fault("", name, LengthSettings.KEYS));
    }
    LengthRules.faults(object).forEach(fault -> faults.add(inItsUnit(fault)));
    if (faults.isEmpty()) {
      double mean = LengthRules.read(object).mean();
      if (mean > most) {
        faults.add("a mean of " + mean + " " + of + "; accepted: at most " + most);
      }
    }
    return faults;
  }

  /** The rules count tokens; the key of a list's elements is called so whatever it counts. */
  private String inItsUnit(String fault) {
    return fault.replaceAll("(\\d|\\bof) tokens\\b", "$1 " + of);
  }

  @Override
  public JsonNode fromText(String text) {
    return LengthSettings.MEAN_FORM.fromText(text);
  }

  @Override
  public boolean replacesObject() {
    return true;
  }
}
