package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/** The table of all keys, made from their declarations, for the documentation. */
public final class ConfigReference {

  private static final String HEAD =
      """
      | Key | Flag | Value | Default | Meaning |
      |---|---|---|---|---|
      """;

  private ConfigReference() {}

  /** Returns the table in Markdown, a line end at the end. */
  public static String markdown() {
    return HEAD
        + Settings.all().stream().map(ConfigReference::row).collect(Collectors.joining())
        + row("", "-Dllm.config", "a path", "", "The configuration file.")
        + row(
            "",
            "-Dllm.runId",
            Overrides.RUN_ID_FORM.accepts(),
            "",
            "Name of the folder of this run, inside `benchmark.outputDir`.")
        + row(
            "",
            "-Dllm." + Overrides.EARLIER,
            "a path",
            "",
            "An `overrides.json`: flags of earlier commands with the same run id (cli.md).")
        + row(
            "",
            "-Dllm." + Overrides.YES,
            "true or false",
            code("false"),
            "Start without asking, where prices are given and there is a terminal.");
  }

  private static String row(Setting<?> setting) {
    return row(
        code(setting.path()),
        setting.flag(),
        setting.type().accepts(),
        defaultOf(setting),
        setting.meaning());
  }

  private static String row(
      String key, String flag, String value, String defaultValue, String meaning) {
    return "| " + String.join(" | ", key, code(flag), value, defaultValue, meaning) + " |\n";
  }

  private static String defaultOf(Setting<?> setting) {
    JsonNode value = setting.defaultValue();
    if (value != null) {
      return code(JsonText.compact(value));
    }
    return setting.required() ? "**required**" : "";
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
