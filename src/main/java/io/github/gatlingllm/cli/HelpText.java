package io.github.gatlingllm.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What a user reads who asks for help. */
final class HelpText {

  private static final String PROGRAM = "gatling-llm";
  private static final int WIDTH = 100;

  private HelpText() {}

  /** That of the program. Without a parser, since it is what a first look waits for. */
  static String ofAll() {
    StringBuilder text = new StringBuilder();
    text.append("Load tests of LLM inference endpoints.\n\n");
    text.append("Usage: java -jar gatling-llm.jar [<command>] [<options>]\n\n");
    for (Command command : Commands.all()) {
      text.append(String.format("  %-11s %s%n", command.name(), command.summary()));
    }
    text.append("\nWithout a command it is ").append(Commands.main().name()).append(". ");
    text.append("Options and an example of each: <command> --help.\n\n");
    text.append("  java -jar gatling-llm.jar run -c config.json -n 20\n\n");
    text.append("-v, --version prints versions. The key is read from the environment");
    text.append(" (OPENAI_API_KEY).\n");
    return text.toString();
  }

  /**
   * The parser of a command, which also prints its help.
   *
   * @param all whether help shows all keys of the configuration
   */
  static CommandLine commandLine(Command command, boolean all) {
    CommandSpec spec = CommandSpec.create().name(PROGRAM + " " + command.name());
    command.declare(spec, all);
    Options.declareCommon(spec);
    UsageMessageSpec usage = spec.usageMessage();
    usage.description(Options.plain(command.summary()));
    usage.abbreviateSynopsis(true);
    usage.sortOptions(false);
    usage.width(WIDTH);
    usage.footer("", "Example:", "  java -jar gatling-llm.jar " + Options.plain(command.example()));
    CommandLine line = new CommandLine(spec);
    line.setExpandAtFiles(false); // The name of a model may begin with @.
    line.setOverwrittenOptionsAllowed(true);
    return line;
  }
}
