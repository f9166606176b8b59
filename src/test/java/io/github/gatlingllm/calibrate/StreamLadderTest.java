package io.github.gatlingllm.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.report.CalibrationResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamLadderTest {

  private final List<Integer> tried = new ArrayList<>();

  /** A client that keeps up with so many streams and no more. */
  private CalibrationResult.Streams climb(int planned, int bound, double ceiling, int capable)
      throws IOException, InterruptedException {
    return new StreamLadder(planned, bound)
        .climb(
            sample(planned, capable),
            ceiling,
            streams -> {
              tried.add(streams);
              return sample(streams, capable);
            });
  }

  private static PacedSample sample(int streams, int capable) {
    return Streams.sample(streams, streams <= capable ? 1 : 3);
  }

  @Test
  void doublesUntilTheClientDoesNotKeepUp() throws Exception {
    CalibrationResult.Streams streams = climb(10, 20_000, 0, 70);

    assertThat(tried).containsExactly(20, 40, 80);
    assertThat(streams.kept()).hasValueSatisfying(step -> assertThat(step.streams()).isEqualTo(40));
    assertThat(streams.notKept())
        .hasValueSatisfying(
            step -> {
              assertThat(step.streams()).isEqualTo(80);
              assertThat(step.reason()).contains("above 2.00 ms");
            });
  }

  @Test
  void beginsWhereTheCeilingInTokensLeavesDoubt() throws Exception {
    CalibrationResult.Streams streams = climb(10, 20_000, 8 * 700, 1_000);

    assertThat(tried).containsExactly(640, 1_280);
    assertThat(streams.kept().orElseThrow().streams()).isEqualTo(640);
  }

  @Test
  void goesDownWhereItBeganTooHigh() throws Exception {
    CalibrationResult.Streams streams = climb(10, 20_000, 8 * 700, 100);

    assertThat(tried).containsExactly(640, 320, 160, 80);
    assertThat(streams.kept().orElseThrow().streams()).isEqualTo(80);
    assertThat(streams.notKept().orElseThrow().streams()).isEqualTo(160);
  }

  @Test
  void mayEndAtThePlannedNumber() throws Exception {
    CalibrationResult.Streams streams = climb(10, 20_000, 8 * 50, 10);

    assertThat(tried).containsExactly(40, 20);
    assertThat(streams.kept().orElseThrow().streams()).isEqualTo(10);
    assertThat(streams.notKept().orElseThrow().streams()).isEqualTo(20);
  }

  @Test
  void triesNothingElseWhereThePlannedNumberIsTooMuch() throws Exception {
    CalibrationResult.Streams streams = climb(10, 20_000, 0, 5);

    assertThat(tried).isEmpty();
    assertThat(streams.kept()).isEmpty();
    assertThat(streams.notKept().orElseThrow().streams()).isEqualTo(10);
  }

  @Test
  void endsAtTheBound() throws Exception {
    CalibrationResult.Streams streams = climb(10, 50, 0, 1_000);

    assertThat(tried).containsExactly(20, 40, 50);
    assertThat(streams.kept().orElseThrow().streams()).isEqualTo(50);
    assertThat(streams.notKept()).isEmpty();
    assertThat(streams.bound()).isEqualTo(50);
  }

  @Test
  void aBoundBelowThePlannedNumberLeavesNothingToTry() throws Exception {
    CalibrationResult.Streams streams = climb(10, 5, 1e9, 1_000);

    assertThat(tried).isEmpty();
    assertThat(streams.kept().orElseThrow().streams()).isEqualTo(10);
    assertThat(streams.bound()).isEqualTo(10);
  }
}
