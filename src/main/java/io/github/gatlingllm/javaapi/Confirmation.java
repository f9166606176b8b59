package io.github.gatlingllm.javaapi;

import java.io.Console;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The question, on a terminal, whether a run that costs money is to start. */
final class Confirmation {

  private static final String QUESTION = "Start? [y/N] ";

  private Confirmation() {}

  /** What asks on this process's terminal, or null if there is none. */
  @SuppressWarnings("SystemConsoleNull") // From JDK 22 on it is asked what it is.
  static @Nullable Function<String, @Nullable String> terminal() {
    Console console = System.console();
    return console == null || !isTerminal(console) ? null : question -> console.readLine(question);
  }

  private static boolean isTerminal(Console console) {
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // Before JDK 22 there is no console without a terminal.
    }
  }

  /**
   * Whether the run may start: it was said before, there is nobody to ask, or the answer is yes.
   *
   * @param yes the value of {@code llm.yes}, or null
   * @param terminal asks, and returns the line that is typed or null at the end of input; null if
   *     there is no terminal
   */
  static boolean given(
      @Nullable String yes, @Nullable Function<String, @Nullable String> terminal) {
    if (Boolean.parseBoolean(yes) || terminal == null) {
      return true;
    }
    String answer = terminal.apply(QUESTION);
    String word = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }
}
