package io.github.gatlingllm.calibrate;

import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.ClosedModel;
import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.config.LoadedConfig;
import io.github.gatlingllm.javaapi.Benchmark;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What properties say of a calibration: the benchmark's own, as for a run, and {@code
 * llm.calibrate.tokensPerSecond} and {@code llm.calibrate.seconds}.
 */
final class CalibrationOptions {

  private static final String LLM = "llm.";
  private static final String PREFIX = "llm.calibrate.";
  private static final String TOKENS_PER_SECOND = PREFIX + "tokensPerSecond";
  private static final String SECONDS = PREFIX + "seconds";
  private static final int MOST_STREAMS = 20_000;
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration MOST_RAMP = Duration.ofSeconds(30);

  /** An address where nobody is asked: the configuration is checked before there is a source. */
  private static final String NOWHERE = "http://127.0.0.1:1/v1";

  private final Map<String, String> own = new TreeMap<>();
  private final Map<String, String> ofRun = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** With properties by name; those that do not start with {@code llm.} are ignored. */
  CalibrationOptions(Map<String, String> properties) {
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            own.put(name, value);
          } else if (name.startsWith(LLM)) {
            ofRun.put(name, value);
          }
        });
  }

  /**
   * The settings.
   *
   * @throws InvalidConfigException with all faults, of the configuration too
   */
  CalibrationSettings settings() {
    warnOfUnknown();
    double rate = number(TOKENS_PER_SECOND, 50, "a number of tokens above 0, up to", 0, 10_000);
    double seconds = number(SECONDS, 10, "a number of seconds above 0, up to", 0, 600);
    Optional<BenchmarkConfig> config = config();
    ClosedModel closed = config.map(given -> given.benchmark().closed()).orElse(null);
    if (config.isPresent() && closed == null) {
      faults.add(
          "benchmark.load is open or has levels, and a calibration is for a number of streams; give"
              + " a closed load of as many as are to be open at once");
    }
    if (config.isEmpty() || closed == null || !faults.isEmpty()) {
      throw new InvalidConfigException(faults);
    }
    Duration time = Duration.ofNanos((long) Math.ceil(seconds * 1e9));
    Duration ramp = closed.rampUp(config.get().benchmark());
    return new CalibrationSettings(
        closed.concurrency(),
        ramp.compareTo(MOST_RAMP) < 0 ? ramp : MOST_RAMP,
        tokens(config.get().benchmark().outputTokens().mean(), rate, seconds),
        rate,
        SETTLE,
        time,
        MOST_STREAMS,
        config.get().benchmark().outputDir(),
        ofRun);
  }

  /** As planned; but in half of the time that is measured a stream is to begin and to end. */
  private static int tokens(double planned, double rate, double seconds) {
    return (int) Math.max(2, Math.min(Math.rint(planned), rate * seconds / 2));
  }

  /** What was to be warned of, one sentence each. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  private Optional<BenchmarkConfig> config() {
    try {
      LoadedConfig loaded = Benchmark.configuration(ClientJvm.against(NOWHERE, ofRun));
      warnings.addAll(loaded.warnings());
      return Optional.of(loaded.config());
    } catch (InvalidConfigException e) {
      warnings.addAll(e.warnings());
      faults.addAll(e.faults());
      return Optional.empty();
    }
  }

  private void warnOfUnknown() {
    own.keySet().stream()
        .filter(name -> !name.equals(TOKENS_PER_SECOND) && !name.equals(SECONDS))
        .forEach(
            name ->
                warnings.add(
                    "-D"
                        + excerpt(name)
                        + " is not a known setting and is ignored; there are -D"
                        + TOKENS_PER_SECOND
                        + " and -D"
                        + SECONDS));
  }

  private double number(String name, double otherwise, String accepts, double above, double most) {
    String text = own.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      double value = new BigDecimal(text.strip()).doubleValue();
      if (value > above && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // It is told below, with what is out of range.
    }
    faults.add(
        "-D"
            + name
            + "="
            + excerpt(text)
            + " is not "
            + accepts
            + " "
            + BigDecimal.valueOf(most).toBigInteger());
    return otherwise;
  }

  /** On one line, and short: what a user has typed must not look like a line of ours. */
  private static String excerpt(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 80 ? line : line.substring(0, 80) + "…";
  }
}
