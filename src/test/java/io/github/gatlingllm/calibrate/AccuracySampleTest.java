package io.github.gatlingllm.calibrate;

import static io.github.gatlingllm.calibrate.Streams.reported;
import static io.github.gatlingllm.calibrate.Streams.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccuracySampleTest {

  private static final double EXACT = 1e-9;

  @Test
  void anErrorIsWhatIsReportedLessWhatWasDone() {
    AccuracySample sample =
        AccuracySample.of(
            List.of(reported("a", 5_000, 47, 12, 31, 45)),
            List.of(sent("a", 900, 10, 30, 42)),
            Duration.ZERO);

    assertThat(sample.ttftErrors().millis(50)).isEqualTo(2, within(EXACT));
    assertThat(sample.e2eErrors().millis(50)).isEqualTo(5, within(EXACT));
    // Gaps of 19 and 14 ms where 20 and 12 were made: off by 1 and 2, whichever way.
    assertThat(sample.gapErrors().size()).isEqualTo(2);
    assertThat(sample.gapErrors().millis(50)).isEqualTo(1, within(EXACT));
    assertThat(sample.gapErrors().millis(100)).isEqualTo(2, within(EXACT));
    assertThat(sample.trueGaps().meanMillis()).isEqualTo(16, within(EXACT));
    assertThat(sample.unmatched()).isZero();
  }

  @Test
  void whatAClientReportsTooEarlyIsAnErrorBelowZero() {
    AccuracySample sample =
        AccuracySample.of(
            List.of(reported("a", 0, 40, 9, 29)), List.of(sent("a", 0, 10, 30)), Duration.ZERO);

    assertThat(sample.ttftErrors().millis(99)).isEqualTo(-1, within(EXACT));
    assertThat(sample.gapErrors().millis(99)).isZero();
  }

  @Test
  void streamsOfTheBeginningAreLeftOut() {
    AccuracySample sample =
        AccuracySample.of(
            List.of(
                reported("first", 1_000, 90, 80, 90),
                reported("early", 1_999, 90, 80, 90),
                reported("late", 2_000, 21, 11, 21)),
            List.of(sent("first", 0, 10, 20), sent("early", 0, 10, 20), sent("late", 0, 10, 20)),
            Duration.ofSeconds(1));

    assertThat(sample.ttftErrors().size()).isOne();
    assertThat(sample.ttftErrors().millis(100)).isEqualTo(1, within(EXACT));
  }

  @Test
  void whatTheSourceDoesNotKnowOrKnowsOtherwiseIsUnmatched() {
    AccuracySample sample =
        AccuracySample.of(
            List.of(reported("unknown", 0, 20, 10, 20), reported("shorter", 0, 20, 10, 20)),
            List.of(sent("shorter", 0, 10), sent("unasked", 0, 10)),
            Duration.ZERO);

    assertThat(sample.unmatched()).isEqualTo(2);
    assertThat(sample.ttftErrors().size()).isZero();
    assertThat(sample.ttftErrors().millis(50)).isNaN();
  }

  @Test
  void arrivalsAreComparedWhereTheClocksAre() {
    long promptMs = 7_000; // What the monotonic clock was at the wall clock's 5,000 ms.
    ReportedStream stream =
        new ReportedStream(
            "a",
            Streams.nanos(5_000),
            Streams.nanos(promptMs),
            Streams.nanos(30),
            new long[] {Streams.nanos(12), Streams.nanos(33)});
    AccuracySample sample =
        AccuracySample.of(List.of(stream), List.of(sent("a", promptMs + 1, 10, 30)), Duration.ZERO);

    assertThat(sample.arrivalErrors().size()).isEqualTo(2);
    assertThat(sample.arrivalErrors().millis(50)).isEqualTo(1, within(EXACT));
    assertThat(sample.arrivalErrors().millis(100)).isEqualTo(2, within(EXACT));
  }

  @Test
  void aPercentileIsASample() {
    Quantiles quantiles = new Quantiles();
    for (int i = 2_000; i >= 1; i--) {
      quantiles.add(i * Streams.MILLI);
    }

    assertThat(quantiles.millis(50)).isEqualTo(1_000);
    assertThat(quantiles.millis(99)).isEqualTo(1_980);
    assertThat(quantiles.millis(100)).isEqualTo(2_000);
    assertThat(quantiles.meanMillis()).isEqualTo(1_000.5);
    assertThat(Quantiles.median(4, 1, 3)).isEqualTo(3);
    assertThat(Quantiles.median(4, 1, 3, 2)).isEqualTo(2.5);
  }
}
