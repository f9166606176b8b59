package io.github.gatlingllm.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * A {@link TokenSource} in a JVM of its own, so that it shares neither heap nor threads with the
 * client that is measured. Prints {@code listening on PORT}, and ends when its standard input
 * closes, so that it never outlives the process that started it.
 */
public final class TokenSourceMain {

  private static final String USAGE =
      "options: --tokens N --rate TOKENS_PER_SECOND (0: as fast as can be) --port N"
          + " --first-token-delay MILLISECONDS --events-per-write N --chunk-per-event true|false"
          + " --max-recorded EVENTS";
  private static final int DEFAULT_TOKENS = 128;
  private static final int FAULTY_ARGUMENTS = 2;

  private TokenSourceMain() {}

  /** Runs it until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    System.exit(run(arguments, System.in, System.out, System.err));
  }

  static int run(String[] arguments, InputStream in, PrintStream out, PrintStream errors)
      throws IOException {
    TokenSourceSettings settings;
    try {
      settings = settings(arguments);
    } catch (IllegalArgumentException e) {
      errors.println(e.getMessage());
      return FAULTY_ARGUMENTS;
    }
    try (TokenSource source = TokenSource.start(settings)) {
      out.println("listening on " + source.port());
      long unused = in.transferTo(OutputStream.nullOutputStream());
    } catch (UncheckedIOException e) {
      errors.println(e.getMessage());
      return FAULTY_ARGUMENTS;
    }
    return 0;
  }

  private static TokenSourceSettings settings(String[] arguments) {
    TokenSourceSettings settings = TokenSourceSettings.flood(DEFAULT_TOKENS);
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " has no value; " + USAGE);
      }
      settings = with(settings, arguments[i], arguments[i + 1]);
    }
    return settings;
  }

  private static TokenSourceSettings with(
      TokenSourceSettings settings, String option, String value) {
    try {
      return switch (option) {
        case "--port" -> settings.withPort(Integer.parseInt(value));
        case "--tokens" -> settings.withTokens(Integer.parseInt(value));
        case "--rate" -> settings.withTokensPerSecond(Double.parseDouble(value));
        case "--first-token-delay" ->
            settings.withFirstTokenDelay(Duration.ofMillis(Long.parseLong(value)));
        case "--events-per-write" -> settings.withEventsPerWrite(Integer.parseInt(value));
        case "--chunk-per-event" -> settings.withChunkPerEvent(truth(option, value));
        case "--max-recorded" -> settings.withMaxRecordedEvents(Long.parseLong(value));
        default -> throw new IllegalArgumentException("unknown option " + option + "; " + USAGE);
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " takes a number, not \"" + value + "\"", e);
    }
  }

  private static boolean truth(String option, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              option + " takes true or false, not \"" + value + "\"");
    };
  }
}
