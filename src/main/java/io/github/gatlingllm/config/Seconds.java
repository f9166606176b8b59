package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** A time, given as a number of seconds that may have a fraction. */
record Seconds(DecimalNumber number) implements ValueType<Duration> {

  /** 23 days. The milliseconds of every accepted time fit into an int, which timers count in. */
  private static final double MAX_SECONDS = 2_000_000;

  private static final double NANOS_PER_SECOND = 1e9;

  static Seconds above0() {
    return new Seconds(DecimalNumber.above0("a number of seconds above 0", MAX_SECONDS));
  }

  static Seconds from0() {
    return new Seconds(DecimalNumber.from0("a number of seconds, 0 or more", MAX_SECONDS));
  }

  @Override
  public String accepts() {
    return number.accepts();
  }

  @Override
  public Duration read(JsonNode node) throws RejectedValueException {
    // Rounded up, so that no time above zero becomes zero, which means something else.
    return Duration.ofNanos((long) Math.ceil(number.read(node) * NANOS_PER_SECOND));
  }

  @Override
  public JsonNode fromText(String text) {
    return number.fromText(text);
  }
}
