package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.InvalidConfigException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/**
 * The command {@code init}, answered by a text.
 *
 * @param status its exit status
 * @param out what it printed
 * @param message what was said instead, or an empty string
 */
record InitRun(int status, String out, String message) {

  /** On no terminal: answers are shown by the program itself. */
  static InitRun answered(String answers, String... arguments) {
    return run(answers, false, arguments);
  }

  /** On a terminal, which shows them. */
  static InitRun typed(String answers, String... arguments) {
    return run(answers, true, arguments);
  }

  private static InitRun run(String answers, boolean terminal, String... arguments) {
    InitCommand command =
        new InitCommand(
            () -> new ByteArrayInputStream(answers.getBytes(Charset.defaultCharset())),
            () -> terminal);
    CommandLine line = HelpText.commandLine(command, false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status = 0;
    String message = "";
    try {
      status =
          command.run(
              new Invocation(command, line.parseArgs(arguments), Map.of(), printed, printed));
    } catch (CommandException e) {
      status = e.status();
      message = String.valueOf(e.getMessage());
    } catch (InvalidConfigException e) {
      status = CommandException.FAULTY;
      message = String.valueOf(e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new InitRun(status, out.toString(StandardCharsets.UTF_8), message);
  }
}
