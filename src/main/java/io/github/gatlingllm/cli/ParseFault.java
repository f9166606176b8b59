package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.Flags;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one line that does not repeat values. */
final class ParseFault {

  private ParseFault() {}

  static String sentence(ParameterException fault, Command command) {
    if (fault instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched.getUnmatched(), command, fault);
    }
    return String.valueOf(fault.getMessage()).replace('\n', ' ')
        + "; see gatling-llm "
        + command.name()
        + " --help";
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
