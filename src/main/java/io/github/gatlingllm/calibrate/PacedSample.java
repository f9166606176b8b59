package io.github.gatlingllm.calibrate;

import io.github.gatlingllm.report.CalibrationResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of a load of streams that each have their rate.
 *
 * @param load what was asked for
 * @param accuracy what the client reported, against what the source did
 * @param failed requests that failed
 * @param eventLoops of the client, 0 where it did not tell
 * @param othersCores processors that other processes kept busy meanwhile
 * @param unfinished why there is no report; empty if there is one
 */
record PacedSample(
    PacedLoad load,
    AccuracySample accuracy,
    long failed,
    int eventLoops,
    double othersCores,
    String unfinished) {

  /** A gap may be off by this share of the time between two tokens. */
  private static final double MOST_GAP_ERROR = 0.1;

  /** A source that is slower than this does not keep its own rate. */
  private static final double LEAST_PACE = 0.9;

  private static final double P50 = 50;
  private static final double P99 = 99;
  private static final double MAX = 100;

  /** Of a client that left no report, and why. */
  static PacedSample unfinished(PacedLoad load, String reason) {
    AccuracySample nothing = AccuracySample.of(List.of(), List.of(), Duration.ZERO);
    return new PacedSample(load, nothing, 0, 0, 0, reason);
  }

  /** Why the client did not keep up; nothing if it did. */
  Optional<String> shortfall() {
    Quantiles gaps = accuracy.gapErrors();
    if (!unfinished.isEmpty()) {
      return Optional.of(unfinished);
    }
    if (failed > 0) {
      return Optional.of(text("%,d streams failed", failed));
    }
    if (accuracy.unmatched() > 0) {
      return Optional.of(
          text("%,d streams had another number of tokens than were sent", accuracy.unmatched()));
    }
    if (gaps.size() == 0) {
      return Optional.of("no stream began in the time that is measured");
    }
    double pace = load.intervalMillis() / accuracy.trueGaps().meanMillis();
    if (pace < LEAST_PACE) {
      return Optional.of(text("the source itself sent at only %.0f %% of the rate", 100 * pace));
    }
    double limit = MOST_GAP_ERROR * load.intervalMillis();
    return gaps.millis(P99) > limit
        ? Optional.of(
            text("ITL error p99 %.2f ms is above %.2f ms", gaps.millis(P99), limit)
                + text(", 10 %% of %.2f ms", load.intervalMillis()))
        : Optional.empty();
  }

  /** The number of streams, and why the client did not keep up, or how well it did. */
  CalibrationResult.Step step() {
    return new CalibrationResult.Step(
        load.streams(),
        shortfall()
            .orElseGet(
                () ->
                    text(
                        "ITL error p99 %.2f ms of %.2f ms between two tokens",
                        accuracy.gapErrors().millis(P99), load.intervalMillis())));
  }

  /**
   * The errors, for the report.
   *
   * @throws CalibrationFailedException where no stream could be compared
   */
  CalibrationResult.Accuracy figures() {
    if (accuracy.gapErrors().size() == 0) {
      throw new CalibrationFailedException(
          "the planned load gave nothing to compare: " + shortfall().orElse("no gaps"));
    }
    return new CalibrationResult.Accuracy(
        accuracy.e2eErrors().size(),
        accuracy.unmatched(),
        failed,
        errors(accuracy.ttftErrors()),
        errors(accuracy.gapErrors()),
        errors(accuracy.e2eErrors()),
        othersCores);
  }

  private static CalibrationResult.Errors errors(Quantiles of) {
    return new CalibrationResult.Errors(of.millis(P50), of.millis(P99), of.millis(MAX));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
