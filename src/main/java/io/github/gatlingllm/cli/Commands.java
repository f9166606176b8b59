package io.github.gatlingllm.cli;

import java.util.List;
import java.util.Optional;

/** All commands, in the order in which help names them. */
final class Commands {

  private static final List<Command> ALL =
      List.of(
          new RunCommand(),
          new GenerateCommand(),
          new BenchCommand(),
          new ReportCommand(),
          new InitCommand(),
          new SweepCommand(),
          new CapacityCommand(),
          new MergeCommand(),
          new CompareCommand(),
          new CountCommand(),
          new CalibrateCommand(),
          new InfoCommand(),
          new CompletionCommand());

  private Commands() {}

  static List<Command> all() {
    return ALL;
  }

  static List<String> names() {
    return ALL.stream().map(Command::name).toList();
  }

  static Optional<Command> named(String name) {
    return ALL.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  /** The command that holds where none is named. */
  static Command main() {
    return ALL.get(0);
  }
}
