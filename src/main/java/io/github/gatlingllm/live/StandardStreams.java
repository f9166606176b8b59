package io.github.gatlingllm.live;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the standard streams of this process are. The JDK does not tell of each; the system's own
 * commands do, which inherit them: {@code test -t} and {@code stty size}. Where there are none of
 * these, as on Windows, there is no terminal.
 */
final class StandardStreams {

  private static final long LIMIT_SECONDS = 2;
  private static final int MAX_ANSWER = 64;
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");
  private static final String SIZE_OF_ERROR = "test -t 2 && stty size <&2 2>/dev/null; test -t 2";

  private StandardStreams() {}

  /** The size of the terminal that standard error is, if it is one. */
  static Optional<TerminalSize> sizeOfError(Map<String, String> environment) {
    ProcessBuilder command = shell(SIZE_OF_ERROR).redirectError(Redirect.INHERIT);
    return answer(command).map(text -> size(text, environment));
  }

  /** Whether standard output is a terminal. */
  static boolean outputIsTerminal() {
    return answer(shell("test -t 1").redirectOutput(Redirect.INHERIT)).isPresent();
  }

  private static ProcessBuilder shell(String command) {
    return new ProcessBuilder(List.of("sh", "-c", command));
  }

  /** What a command wrote, if it succeeded. */
  private static Optional<String> answer(ProcessBuilder command) {
    try {
      Process process = command.start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      try (InputStream output = process.getInputStream()) {
        String text = new String(output.readNBytes(MAX_ANSWER), StandardCharsets.US_ASCII);
        return process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** That of {@code stty}, else that of the environment, else the usual one. */
  static TerminalSize size(String answer, Map<String, String> environment) {
    Matcher size = SIZE.matcher(answer);
    if (size.matches()) {
      TerminalSize told =
          new TerminalSize(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1)));
      if (told.isPlausible()) {
        return told;
      }
    }
    String ofEnvironment =
        environment.getOrDefault("LINES", "") + " " + environment.getOrDefault("COLUMNS", "");
    return ofEnvironment.equals(answer) || !SIZE.matcher(ofEnvironment).matches()
        ? TerminalSize.USUAL
        : size(ofEnvironment, Map.of());
  }
}
