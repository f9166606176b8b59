package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** The keys that say which texts a run keeps beyond its log, and which it keeps nowhere. */
final class ReporterSettings {

  private static final Declarations DECLARED = new Declarations();

  static final Setting<Boolean> REDACT =
      DECLARED.defaulted(
          "reporter.redact",
          "redact",
          new TrueOrFalse(),
          false,
          "Keep prompts and answers out of all that a run writes and prints: what `logTexts` leaves "
              + "out, texts of errors that may repeat them (kinds and codes stay), and the texts of "
              + "this configuration in `config.resolved.json` and `overrides.json`.");
  static final Setting<Boolean> SAVE_RESPONSES =
      DECLARED.defaulted(
          "reporter.saveResponses",
          "saveResponses",
          new TrueOrFalse(),
          false,
          "Write each request's record of the log into a file of its own too, "
              + "`individual_responses/<requestId>.json`.");
  static final Setting<Integer> MAX_SAVED_RESPONSES =
      DECLARED.defaulted(
          "reporter.maxSavedResponses",
          "maxSavedResponses",
          new WholeNumber(1),
          10_000,
          "Most of these files; what is beyond is counted, and only in the log.");
  static final Setting<Long> MAX_SAVED_BYTES =
      DECLARED.defaulted(
          "reporter.maxSavedBytes",
          "maxSavedBytes",
          new LargeNumber(),
          1L << 30,
          "Most bytes of all of these files together.");

  private static final List<Setting<?>> TEXTS =
      List.of(Settings.SYSTEM_PROMPT, Settings.GENERATOR_PROMPT, Settings.BODY);

  private ReporterSettings() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  static boolean isRedacted(SettingsTree tree) {
    return tree.find(REDACT).orElse(false);
  }

  /** Those that hold what is sent as a text, or may. */
  static List<Setting<?>> texts() {
    return TEXTS;
  }

  /** A copy with a mask for each text. */
  static JsonNode masked(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode masked = object.objectNode();
      object.properties().forEach(member -> masked.set(member.getKey(), masked(member.getValue())));
      return masked;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode masked = array.arrayNode();
      array.forEach(element -> masked.add(masked(element)));
      return masked;
    }
    return node.isTextual() ? TextNode.valueOf(Secrets.MASK) : node;
  }
}
