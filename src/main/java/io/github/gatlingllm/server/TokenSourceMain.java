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
          + " --max-recorded EVENTS --warm-up SECONDS (before it listens)";
  private static final String WARM_UP = "--warm-up";
  private static final int MAX_WARM_UP_SECONDS = 600;
  private static final int DEFAULT_TOKENS = 128;
  private static final int FAULTY_ARGUMENTS = 2;

  private TokenSourceMain() {}

  /** Runs it until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    System.exit(run(arguments, System.in, System.out, System.err));
  }

  static int run(String[] arguments, InputStream in, PrintStream out, PrintStream errors)
      throws IOException {
    Options options;
    try {
      options = options(arguments);
    } catch (IllegalArgumentException e) {
      errors.println(e.getMessage());
      return FAULTY_ARGUMENTS;
    }
    SourceWarmUp.run(options.settings(), options.warmUp());
    try (TokenSource source = TokenSource.start(options.settings())) {
      out.println("listening on " + source.port());
      long unused = in.transferTo(OutputStream.nullOutputStream());
    } catch (UncheckedIOException e) {
      errors.println(e.getMessage());
      return FAULTY_ARGUMENTS;
    }
    return 0;
  }

  private record Options(TokenSourceSettings settings, Duration warmUp) {

    Options with(String option, String value) {
      return option.equals(WARM_UP)
          ? new Options(settings, seconds(value))
          : new Options(TokenSourceMain.with(settings, option, value), warmUp);
    }
  }

  private static Options options(String[] arguments) {
    Options options = new Options(TokenSourceSettings.flood(DEFAULT_TOKENS), Duration.ZERO);
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " has no value; " + USAGE);
      }
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private static Duration seconds(String value) {
    int seconds;
    try {
      seconds = Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw notNumber(WARM_UP, value, e);
    }
    if (seconds < 0 || seconds > MAX_WARM_UP_SECONDS) {
      throw new IllegalArgumentException(
          WARM_UP + " is " + value + "; accepted: 0 to " + MAX_WARM_UP_SECONDS);
    }
    return Duration.ofSeconds(seconds);
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
      throw notNumber(option, value, e);
    }
  }

  private static IllegalArgumentException notNumber(
      String option, String value, NumberFormatException cause) {
    return new IllegalArgumentException(option + " takes a number, not \"" + value + "\"", cause);
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
