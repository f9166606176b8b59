package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.Flag;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command as it was typed.
 *
 * @param command the command
 * @param parsed its options
 * @param given properties that the JVM was started with
 * @param out for results
 * @param errors for everything else
 */
record Invocation(
    Command command,
    ParseResult parsed,
    Map<String, String> given,
    PrintStream out,
    PrintStream errors) {

  /** Whether an option was given. */
  boolean has(String option) {
    return parsed.hasMatchedOption(option);
  }

  /** The value of an option. */
  Optional<String> value(String option) {
    return values(option).stream().reduce((before, last) -> last);
  }

  /** The values of an option that may be given more than once. */
  List<String> values(String option) {
    OptionSpec found = parsed.matchedOption(option);
    return found == null ? List.of() : found.originalStringValues();
  }

  /** The parameters that are no options. */
  List<String> parameters() {
    return parsed.matchedPositionals().stream()
        .map(PositionalParamSpec::originalStringValues)
        .flatMap(List::stream)
        .toList();
  }

  /** Whether a result for scripts is wanted. */
  boolean asJson() {
    return has(Options.JSON);
  }

  /** The {@code llm.*} properties: those of the JVM, and over them the flags. */
  Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          if (name.startsWith("llm.")) {
            properties.put(name, value);
          }
        });
    for (Flag flag : SettingOptions.FLAGS) {
      value(flag.option()).ifPresent(text -> properties.put(flag.propertyName(), text));
      if (flag.isSwitch()) {
        isOn(flag).ifPresent(on -> properties.put(flag.propertyName(), on.toString()));
      }
    }
    value(SettingOptions.CONFIG).ifPresent(file -> properties.put("llm.config", file));
    value(SettingOptions.RUN_ID).ifPresent(id -> properties.put("llm.runId", id));
    if (has(SettingOptions.YES)) {
      properties.put("llm.yes", "true");
    }
    return properties;
  }

  /** Of a switch and its opposite the last one holds. */
  private Optional<Boolean> isOn(Flag flag) {
    int on = parsed.originalArgs().lastIndexOf(flag.option());
    int off = parsed.originalArgs().lastIndexOf(SettingOptions.negative(flag));
    return on == off ? Optional.empty() : Optional.of(on > off);
  }

  /** Tells its user something that is no result. */
  void tell(String line) {
    errors.println(line);
  }
}
