package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.Flags;
import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.gatling.HostFacts;
import io.github.gatlingllm.prompt.PromptException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Finds the command that was typed and does it; what goes wrong is one message. */
final class Shell {

  private static final Set<List<String>> FIRST_LOOK =
      Set.of(List.of("-h"), List.of(Options.HELP), List.of("help"));

  private final PrintStream out;
  private final PrintStream errors;

  Shell(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  /** Does what was typed; returns the exit status. */
  int run(String... arguments) {
    List<String> typed = List.of(arguments);
    try {
      if (typed.isEmpty()) {
        errors.print(HelpText.ofAll());
        return CommandException.FAULTY;
      }
      if (FIRST_LOOK.contains(typed)) { // Before anything is loaded.
        out.print(HelpText.ofAll());
        return 0;
      }
      RefusedOptions.check(typed);
      CommandWords words = CommandWords.of(typed);
      if (words.command().isEmpty() && words.isHelp()) {
        out.print(HelpText.ofAll());
        return 0;
      }
      if (words.isVersion()) {
        HostFacts.versions().forEach((name, version) -> out.println(name + " " + version));
        return 0;
      }
      return run(words.command().orElse(Commands.main()), words.rest());
    } catch (CommandException e) {
      return fail(String.valueOf(e.getMessage()), e.status());
    }
  }

  private int run(Command command, List<String> arguments) {
    CommandLine line = HelpText.commandLine(command, arguments.contains(Options.HELP_ALL));
    ParseResult parsed;
    try {
      parsed = line.parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException e) {
      return fail(ParseFault.sentence(e, command), CommandException.FAULTY);
    }
    if (parsed.hasMatchedOption(Options.HELP) || arguments.contains(Options.HELP_ALL)) {
      line.usage(out, CommandLine.Help.Ansi.OFF);
      return 0;
    }
    return run(new Invocation(command, parsed, systemProperties(), out, errors));
  }

  private int run(Invocation invocation) {
    try {
      return invocation.command().run(invocation);
    } catch (CommandException e) {
      return fail(String.valueOf(e.getMessage()), e.status());
    } catch (InvalidConfigException e) {
      e.warnings().forEach(warning -> errors.println("Warning: " + Flags.named(warning)));
      errors.println(Flags.named(String.valueOf(e.getMessage())));
      return CommandException.FAULTY;
    } catch (InvalidPathException e) {
      return fail(ParseFault.excerpt(e.getInput()) + " is no path", CommandException.FAULTY);
    } catch (PromptException e) {
      return fail(String.valueOf(e.getMessage()), CommandException.FAULTY);
    } catch (IOException | UncheckedIOException e) {
      return fail(IoFault.sentence(e), CommandException.FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted", CommandException.FAILED);
    }
  }

  private int fail(String message, int status) {
    errors.println("gatling-llm: " + message);
    return status;
  }

  private static Map<String, String> systemProperties() {
    Properties all = System.getProperties();
    return all.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, name -> all.getProperty(name, "")));
  }
}
