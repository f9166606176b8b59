package io.github.gatlingllm.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** A command. A new one is a class, and its place in {@link Commands}. */
interface Command {

  /** What it is called. */
  String name();

  /** What it does, in one line. */
  String summary();

  /** What is typed after it in an example, with what that does on a line of its own. */
  String example();

  /**
   * Declares its options and parameters, beside those of all commands.
   *
   * @param all whether its help is to show all keys of the configuration
   */
  void declare(CommandSpec spec, boolean all);

  /**
   * Does it.
   *
   * @return the exit status
   * @throws CommandException where its user has to do something else
   * @throws IOException where a file cannot be read or written
   */
  int run(Invocation invocation) throws IOException, InterruptedException;
}
