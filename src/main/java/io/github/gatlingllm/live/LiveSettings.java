package io.github.gatlingllm.live;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * How a run is shown while it goes on.
 *
 * @param mode the way
 * @param interval the time from one line of text to the next, above 0
 */
public record LiveSettings(LiveMode mode, Duration interval) {

  /** What fits where the run is, with a line every five seconds. */
  public static final LiveSettings DEFAULT = new LiveSettings(LiveMode.AUTO, Duration.ofSeconds(5));

  /** Refuses an interval that is none. */
  public LiveSettings {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException(
          "the live view's interval is " + interval + "; accepted: above 0");
    }
  }

  /**
   * The settings that a simulation has by system property, {@code llm.live}.
   *
   * @throws IllegalArgumentException if it is none of the modes
   */
  public static LiveSettings ofSystemProperties() {
    String given = System.getProperty("llm.live");
    return given == null ? DEFAULT : DEFAULT.with(mode(given));
  }

  private static LiveMode mode(String given) {
    for (LiveMode mode : LiveMode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(given)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "-Dllm.live is \"" + given + "\"; accepted: auto, screen, lines or off");
  }

  /** The same, in another way. */
  public LiveSettings with(LiveMode newMode) {
    return new LiveSettings(newMode, interval);
  }

  /** The same, with another time between lines. */
  public LiveSettings every(Duration newInterval) {
    return new LiveSettings(mode, newInterval);
  }

  /**
   * What they come to.
   *
   * @param onTerminal whether there is a terminal that can be drawn on
   * @param gatlingWrites whether Gatling writes its own summary to the console
   * @return any but {@link LiveMode#AUTO}
   */
  LiveMode decided(boolean onTerminal, boolean gatlingWrites) {
    if (mode != LiveMode.AUTO) {
      return mode;
    }
    if (gatlingWrites) {
      return LiveMode.OFF;
    }
    return onTerminal ? LiveMode.SCREEN : LiveMode.LINES;
  }

  /** Whether a terminal cannot be drawn on, by the environment: it says so, or says nothing. */
  static boolean isDumb(Map<String, String> environment) {
    String terminal = environment.getOrDefault("TERM", "");
    return terminal.isEmpty() || terminal.equals("dumb");
  }

  /** Whether colours are wanted: no-color.org. */
  static boolean wantsColours(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty();
  }
}
