package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A list of names of {@link ReportFormat}s; as a flag, a list with commas. */
record ReportFormats() implements ValueType<Set<ReportFormat>> {

  private static final int MAX_SHOWN = 5;

  @Override
  public String accepts() {
    return "a list of " + names();
  }

  @Override
  public Set<ReportFormat> read(JsonNode node) throws RejectedValueException {
    if (!node.isArray()) {
      throw RejectedValueException.isNot(accepts());
    }
    Set<ReportFormat> formats = EnumSet.noneOf(ReportFormat.class);
    List<String> strangers = new ArrayList<>();
    for (JsonNode name : node) {
      ReportFormat.of(name.isTextual() ? name.textValue() : "")
          .ifPresentOrElse(formats::add, () -> strangers.add(Excerpt.of(name)));
    }
    if (!strangers.isEmpty()) {
      throw RejectedValueException.because(
          "only "
              + names()
              + " are accepted, not "
              + String.join(", ", strangers.subList(0, Math.min(MAX_SHOWN, strangers.size()))));
    }
    return formats;
  }

  private static String names() {
    List<String> names =
        Arrays.stream(ReportFormat.values()).map(format -> '"' + format.key() + '"').toList();
    int end = names.size() - 1;
    return String.join(", ", names.subList(0, end)) + " and " + names.get(end);
  }

  @Override
  public JsonNode fromText(String text) {
    ArrayNode names = JsonText.MAPPER.createArrayNode();
    for (String name : text.split(",", -1)) {
      names.add(name.trim());
    }
    return names;
  }
}
