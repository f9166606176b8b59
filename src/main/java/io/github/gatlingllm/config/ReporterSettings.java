package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The keys that say what is shown and written of a run, and which of its texts are kept. */
final class ReporterSettings {

  private static final Declarations DECLARED = new Declarations();

  static final Setting<Set<ReportFormat>> REPORT_FORMATS =
      DECLARED.filled(
          "reporter.adapters",
          "reporters",
          new ReportFormats(),
          List.of("json"),
          "Formats of the report. As a flag: a list with commas.");
  static final Setting<Set<ReportFormat>> EXPORT =
      DECLARED.optional(
          "reporter.export",
          "export",
          new ReportFormats(),
          "Formats beside those of `reporter.adapters`. As a flag: a list with commas.");
  static final Setting<Boolean> LOG_TEXTS =
      DECLARED.defaulted(
          "reporter.logTexts",
          "logTexts",
          new TrueOrFalse(),
          true,
          "Write prompts and answers to the files of the run; without them there is no "
              + "`prompts.jsonl`, and the log has empty texts.");
  static final Setting<Integer> MAX_ANSWER_CHARS =
      DECLARED.defaulted(
          "reporter.maxAnswerChars",
          "maxAnswerChars",
          new WholeNumber(0),
          1_000_000,
          "Most characters kept of an answer's text; its tokens are counted all the same.");
  static final Setting<LiveName> LIVE =
      DECLARED.defaulted(
          "reporter.live",
          "live",
          new LiveNames(),
          "auto",
          "How the run is shown while it goes on; `auto` is `screen` on a terminal and `lines` "
              + "elsewhere, and `off` where Gatling writes its own summary to the console.");
  static final Setting<Duration> LIVE_INTERVAL =
      DECLARED.defaulted(
          "reporter.liveInterval",
          "liveInterval",
          Seconds.above0(),
          5,
          "Seconds from one line about the run to the next.");
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
      List.of(Settings.SYSTEM_PROMPT, GeneratorSettings.PROMPT, Settings.BODY);

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
