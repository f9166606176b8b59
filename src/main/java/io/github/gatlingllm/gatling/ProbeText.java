package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.Capacity;
import io.github.gatlingllm.report.ConsoleText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** What is said of a probe as soon as it is over: a search may take hours. */
final class ProbeText {

  private static final MathContext FIVE_DIGITS = new MathContext(5);
  private static final int MAX_REASON_CHARS = 300;

  private ProbeText() {}

  static String line(Capacity.Probe probe, boolean closed) {
    return "gatling-llm: probe %d, %s %s: %s (%s)"
        .formatted(
            probe.level() + 1,
            BigDecimal.valueOf(probe.value())
                .round(FIVE_DIGITS)
                .stripTrailingZeros()
                .toPlainString(),
            closed ? "streams" : "requests/s",
            probe.verdict().result().name().toLowerCase(Locale.ROOT),
            ConsoleText.ascii(probe.verdict().reason(), MAX_REASON_CHARS));
  }
}
