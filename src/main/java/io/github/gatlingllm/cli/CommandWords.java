package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.Flag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was typed, with the command found: as flotest has it, the first word that is neither an
 * option nor the value of one, wherever it stands.
 *
 * @param command the command, if one is named
 * @param rest everything else
 */
record CommandWords(Optional<Command> command, List<String> rest) {

  private static final Set<String> SHORT_SWITCHES = Set.of("-h", "-v", "-y");
  private static final String HELP_COMMAND = "help";

  static CommandWords of(List<String> typed) {
    int place = firstWord(typed);
    if (place < 0) {
      return new CommandWords(Optional.empty(), typed);
    }
    List<String> rest = new ArrayList<>(typed);
    String word = rest.get(place);
    if (word.equals(HELP_COMMAND)) {
      rest.set(place, Options.HELP);
      return of(rest);
    }
    Optional<Command> found = Commands.named(word);
    if (found.isPresent()) {
      rest.remove(place);
    }
    return new CommandWords(found, List.copyOf(rest));
  }

  private static int firstWord(List<String> typed) {
    Set<String> switches = switches();
    for (int i = 0; i < typed.size(); i++) {
      String word = typed.get(i);
      if (word.equals("--")) {
        return -1;
      }
      if (!word.startsWith("-")) {
        return i;
      }
      boolean alone = word.startsWith("--") ? word.contains("=") : word.length() > 2;
      if (!alone && !switches.contains(word)) {
        i++; // Its value.
      }
    }
    return -1;
  }

  private static Set<String> switches() {
    Set<String> switches = new HashSet<>(SHORT_SWITCHES);
    switches.addAll(
        List.of(
            Options.HELP,
            Options.HELP_ALL,
            Options.VERSION,
            Options.JSON,
            SettingOptions.YES,
            RunOptions.NO_REPORT,
            InitCommand.FORCE,
            CompareCommand.MARKDOWN,
            CompareCommand.BEYOND_CHANCE));
    for (Flag flag : SettingOptions.FLAGS) {
      if (flag.isSwitch()) {
        switches.add(flag.option());
        switches.add(SettingOptions.negative(flag));
      }
    }
    return switches;
  }

  boolean isHelp() {
    return rest.contains("-h") || rest.contains(Options.HELP);
  }

  boolean isVersion() {
    return rest.contains("-v") || rest.contains(Options.VERSION);
  }
}
