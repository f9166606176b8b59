package io.github.gatlingllm.calibrate;

import static io.github.gatlingllm.calibrate.Streams.reported;
import static io.github.gatlingllm.calibrate.Streams.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.report.CalibrationResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacedSampleTest {

  private static PacedSample of(ReportedStream reported, long failed, double... sentMs) {
    AccuracySample accuracy =
        AccuracySample.of(List.of(reported), List.of(sent("a", 0, sentMs)), Duration.ZERO);
    return new PacedSample(Streams.load(8), accuracy, failed, 2, 0, "");
  }

  @Test
  void aGapMayBeOffByATenthOfTheTimeBetweenTwoTokens() {
    assertThat(Streams.sample(8, 2).shortfall()).isEmpty();
    assertThat(Streams.sample(8, 2).step())
        .isEqualTo(
            new CalibrationResult.Step(8, "ITL error p99 2.00 ms of 20.00 ms between two tokens"));
    assertThat(Streams.sample(16, 2.01).shortfall())
        .hasValue("ITL error p99 2.01 ms is above 2.00 ms, 10 % of 20.00 ms");
  }

  @Test
  void aStreamThatFailedOrHasOtherTokensIsNotKept() {
    ReportedStream good = reported("a", 0, 20, 0, 20);

    assertThat(of(good, 0, 0, 20).shortfall()).isEmpty();
    assertThat(of(good, 3, 0, 20).shortfall()).hasValue("3 streams failed");
    assertThat(of(good, 0, 0, 20, 40).shortfall())
        .hasValue("1 streams had another number of tokens than were sent");
  }

  @Test
  void aSourceThatIsLateItselfIsNotTakenForAClientThatKeepsUp() {
    assertThat(of(reported("a", 0, 25, 0, 25), 0, 0, 25).shortfall())
        .hasValue("the source itself sent at only 80 % of the rate");
  }

  @Test
  void aClientWithoutAReportIsNotKeptAndHasNoFigures() {
    PacedSample gone = PacedSample.unfinished(Streams.load(8), "the client broke down");

    assertThat(gone.shortfall()).hasValue("the client broke down");
    assertThatThrownBy(gone::figures)
        .isInstanceOf(CalibrationFailedException.class)
        .hasMessage("the planned load gave nothing to compare: the client broke down");
  }

  @Test
  void figuresAreThoseOfTheStreamsThatWereCompared() {
    CalibrationResult.Accuracy figures = of(reported("a", 0, 23, 1, 22), 2, 0, 20).figures();

    assertThat(figures.compared()).isOne();
    assertThat(figures.failed()).isEqualTo(2);
    assertThat(figures.ttft()).isEqualTo(new CalibrationResult.Errors(1, 1, 1));
    assertThat(figures.itl()).isEqualTo(new CalibrationResult.Errors(1, 1, 1));
    assertThat(figures.e2e()).isEqualTo(new CalibrationResult.Errors(3, 3, 3));
  }

  @Test
  void whatIsRecordedFitsIntoMemory() {
    PacedLoad few = Streams.load(8);
    PacedLoad many = few.withStreams(20_000);

    assertThat(few.namedOneIn()).isOne();
    // 20,000 streams of 50 tokens/s for 26 s of ramp, 5 s, 10 s and one stream: 38 million.
    assertThat(many.leftOut()).isEqualTo(Duration.ofSeconds(26));
    assertThat(many.namedOneIn()).isEqualTo(19);
    assertThat(many.sourceOptions())
        .containsSequence("--tokens", "64", "--rate", "50.0", "--max-recorded", "4000000");
  }
}
