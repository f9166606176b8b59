package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.Flags;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one line that does not repeat values. */
final class ParseFault {

  private ParseFault() {}

  static String sentence(ParameterException fault, Command command) {
    if (fault instanceof UnmatchedArgumentException unmatched) {
      List<String> idle = idle(unmatched.getUnmatched());
      return !idle.isEmpty()
          ? idle(idle, command, fault)
          : unknown(unmatched.getUnmatched(), command, fault);
    }
    return String.valueOf(fault.getMessage()).replace('\n', ' ')
        + "; see gatling-llm "
        + command.name()
        + " --help";
  }

  /** Options that would change a run, and nothing of this command. */
  private static List<String> idle(List<String> words) {
    Set<String> ofRun =
        HelpText.commandLine(Commands.main(), false).getCommandSpec().optionsMap().keySet();
    return words.stream()
        .filter(word -> word.startsWith("-"))
        .map(word -> word.split("=", 2)[0])
        .filter(ofRun::contains)
        .distinct()
        .toList();
  }

  private static String idle(List<String> words, Command command, ParameterException fault) {
    String taken =
        fault.getCommandLine().getCommandSpec().options().stream()
            .filter(option -> !option.hidden())
            .map(OptionSpec::longestName)
            .sorted()
            .collect(Collectors.joining(", "));
    return String.join(", ", words)
        + (words.size() == 1 ? " changes" : " change")
        + " nothing of "
        + command.name()
        + " and "
        + (words.size() == 1 ? "is" : "are")
        + " not accepted; it takes "
        + taken
        + " (all: "
        + command.name()
        + " "
        + (fault.getCommandLine().getCommandSpec().optionsMap().containsKey(Options.HELP_ALL)
            ? Options.HELP_ALL
            : Options.HELP)
        + ")";
  }

  private static String unknown(List<String> words, Command command, ParameterException fault) {
    String word = words.get(0).split("=", 2)[0];
    if (!word.startsWith("-")) {
      return "'"
          + excerpt(word)
          + "' is more than "
          + command.name()
          + " takes; see gatling-llm "
          + command.name()
          + " --help";
    }
    List<String> known =
        fault.getCommandLine().getCommandSpec().optionsMap().keySet().stream()
            .filter(name -> name.startsWith("--"))
            .collect(Collectors.toList());
    Optional<String> near = Flags.nearest(known, word);
    return excerpt(word)
        + " is not an option of "
        + command.name()
        + near.map(name -> "; did you mean " + name + "?")
            .orElse("; see gatling-llm " + command.name() + " --help-all");
  }

  /** On one line, and short. */
  static String excerpt(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 80 ? line : line.substring(0, 80) + "…";
  }
}
