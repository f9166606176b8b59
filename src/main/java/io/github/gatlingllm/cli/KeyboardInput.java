package io.github.gatlingllm.cli;

import java.io.Console;
import java.nio.charset.Charset;

/** What standard input of this process is. */
final class KeyboardInput {

  private KeyboardInput() {}

  /** Whether somebody types it, and sees it on the terminal. */
  @SuppressWarnings("SystemConsoleNull") // From JDK 22 on it is asked what it is.
  static boolean isTerminal() {
    Console console = System.console();
    return console != null && isTerminal(console);
  }

  private static boolean isTerminal(Console console) {
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // Before JDK 22 there is no console without a terminal.
    }
  }

  /** How its characters are encoded. */
  @SuppressWarnings("SystemConsoleNull") // There may be none, before and after.
  static Charset charset() {
    Console console = System.console();
    return console == null ? Charset.defaultCharset() : console.charset();
  }
}
