package io.github.gatlingllm.cli;

import java.io.File;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Options that commands have in common, and how one is declared. */
final class Options {

  static final String HELP = "--help";
  static final String HELP_ALL = "--help-all";
  static final String VERSION = "--version";
  static final String JSON = "--json";

  static final String PATH = "path";

  /** What is named so is one or more files: completion offers those that are there. */
  private static final Set<String> FILES = Set.of(PATH, "file", "folder", "config");

  private Options() {}

  /** Those of every command. */
  static void declareCommon(CommandSpec spec) {
    addSwitch(spec, "Print this and exit.", "-h", HELP);
    addSwitch(spec, "Print versions and exit.", "-v", VERSION);
    addSwitch(spec, "Print the result as JSON, everything else to standard error.", JSON);
  }

  /** Declares an option that has no value. */
  static void addSwitch(CommandSpec spec, String description, String... names) {
    spec.addOption(
        OptionSpec.builder(names)
            .arity("0")
            .type(boolean.class)
            .description(plain(description))
            .build());
  }

  /** Declares an option with a text. */
  static void addValue(CommandSpec spec, String label, String description, String... names) {
    spec.addOption(value(label, description, names).build());
  }

  /** An option with a text, of which the last one holds. */
  static OptionSpec.Builder value(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .arity("1")
        .type(typeOf(label))
        .paramLabel("<" + label + ">")
        .description(plain(description));
  }

  private static Class<?> typeOf(String label) {
    return FILES.contains(label) ? File.class : String.class;
  }

  /** Declares an option that may be given more than once. */
  static void addValues(CommandSpec spec, String label, String description, String... names) {
    spec.addOption(
        value(label, description, names).type(List.class).auxiliaryTypes(String.class).build());
  }

  /** Declares a parameter that may be left out. */
  static void addParameter(CommandSpec spec, String label, String description) {
    addParameters(spec, label, description, "0..1", "0");
  }

  /** Declares parameters of which there may be any number. */
  static void addParameters(CommandSpec spec, String label, String description) {
    addParameters(spec, label, description, "0..*", "0..*");
  }

  private static void addParameters(
      CommandSpec spec, String label, String description, String arity, String index) {
    boolean several = arity.endsWith("*");
    spec.addPositional(
        PositionalParamSpec.builder()
            .arity(arity)
            .index(index)
            .type(several ? List.class : typeOf(label))
            .auxiliaryTypes(typeOf(label))
            .paramLabel("<" + label + ">")
            .description(plain(description))
            .build());
  }

  /** Picocli formats descriptions, and these are texts. */
  static String plain(String text) {
    return text.replace("%", "%%").replace("${", "$ {").replace("@|", "@ |");
  }
}
