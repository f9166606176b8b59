package io.github.gatlingllm.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Questions and answers, on a terminal or of a script, whose answers are shown as if typed. */
final class Dialogue {

  private static final int MAX_CHARS = 10_000;

  private final BufferedReader in;
  private final PrintStream out;
  private final boolean echoed;

  /**
   * One that has not begun.
   *
   * @param echoed whether a terminal shows what is typed
   */
  Dialogue(BufferedReader in, PrintStream out, boolean echoed) {
    this.in = in;
    this.out = out;
    this.echoed = echoed;
  }

  /** Says a line. */
  void say(String line) {
    out.println(line);
  }

  /**
   * Asks.
   *
   * @return the answer, without blanks around it; empty for none
   * @throws CommandException where there is nobody to answer any more
   */
  String ask(String question) throws IOException {
    out.print(question + " ");
    out.flush();
    String answer = line();
    if (answer == null) {
      out.println();
      throw CommandException.faulty(
          "the input ended before all was answered, and nothing is written; --yes takes the"
              + " defaults, and flags answer for themselves (init --help)");
    }
    if (!echoed) {
      out.println(answer);
    }
    return answer.strip();
  }

  private @Nullable String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    while (c >= 0 && c != '\n') {
      if (line.length() == MAX_CHARS) {
        throw CommandException.faulty(
            "an answer is longer than " + MAX_CHARS + " characters; nothing is written");
      }
      line.append((char) c);
      c = in.read();
    }
    return c < 0 && line.isEmpty() ? null : line.toString();
  }
}
