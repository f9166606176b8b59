package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** A string of a given form. */
record PatternText(String accepts, Pattern form, boolean valueShown) implements ValueType<String> {

  /** The name of a run is the name of a folder, so it must not lead out of the folder of runs. */
  static PatternText runId() {
    return new PatternText(
        "a run id (1 to 128 letters, digits, '.', '_' or '-', not starting with '.')",
        Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}"),
        true);
  }

  /** Whoever puts the key itself here, by mistake, does not find it in a log. */
  static PatternText environmentVariable() {
    return new PatternText(
        "the name of an environment variable (letters, digits and '_', not starting with a digit),"
            + " or an empty string",
        Pattern.compile("(?:[A-Za-z_][A-Za-z0-9_]{0,255})?"),
        false);
  }

  @Override
  public String read(JsonNode node) throws RejectedValueException {
    if (node.isTextual() && form.matcher(node.textValue()).matches()) {
      return node.textValue();
    }
    throw valueShown
        ? RejectedValueException.isNot(accepts)
        : RejectedValueException.because("the value is not " + accepts);
  }
}
