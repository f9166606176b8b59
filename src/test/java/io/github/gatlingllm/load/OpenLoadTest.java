package io.github.gatlingllm.load;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenLoadTest {

  private static final OpenLoad WHOLE =
      OpenLoad.poisson(10)
          .rampUp(ofSeconds(10))
          .steady(ofSeconds(15))
          .stage(20, ofSeconds(5))
          .rampDown(ofSeconds(5));

  @ParameterizedTest
  @CsvSource({
    "-1, RAMP_UP",
    "0, RAMP_UP",
    "10000000000, STEADY",
    "29999999999, STEADY",
    "30000000000, RAMP_DOWN",
    "34999999999, RAMP_DOWN",
    "35000000000, DRAIN"
  })
  void aPhaseBeginsAtItsFirstNanosecond(long elapsedNanos, Phase phase) {
    assertThat(WHOLE.phaseAt(ofNanos(elapsedNanos))).isEqualTo(phase);
    assertThat(WHOLE.rampDownStart()).contains(ofSeconds(30));
  }

  @Test
  void ratesAndShapesOutOfBoundsAreRefused() {
    refused(
        () -> OpenLoad.poisson(0),
        "rate is 0.0; accepted: more than 0, at most 1000000 requests a second");
    refused(
        () -> OpenLoad.constantRate(-3),
        "rate is -3.0; accepted: more than 0, at most 1000000 requests a second");
    refused(
        () -> OpenLoad.constantRate(Double.NaN),
        "rate is NaN; accepted: more than 0, at most 1000000 requests a second");
    refused(
        () -> OpenLoad.constantRate(1e6 + 1),
        "rate is 1000001.0; accepted: more than 0, at most 1000000 requests a second");
    refused(() -> OpenLoad.gamma(1, 0), "shape is 0.0; accepted: from 0.01 to 1000000");
    refused(() -> OpenLoad.gamma(1, Double.NaN), "shape is NaN; accepted: from 0.01 to 1000000");
    refused(() -> OpenLoad.uniform(1, 1.1), "jitter is 1.1; accepted: from 0 to 1");
    refused(() -> OpenLoad.shapeOfBurstiness(11), "burstiness is 11.0; accepted: from 0 to 10");
    refused(
        () -> OpenLoad.bursts(0, ofSeconds(1)), "the size of a burst is 0; accepted: 1 or more");
    refused(
        () -> OpenLoad.bursts(1, ZERO), "the interval of bursts is PT0S; accepted: more than 0");
    refused(
        () -> OpenLoad.bursts(1_000_000, ofMillis(1)),
        "rate is 1.0E9; accepted: more than 0, at most 1000000 requests a second");
  }

  @Test
  void timesOutOfBoundsAreRefused() {
    OpenLoad load = OpenLoad.poisson(1);
    refused(() -> load.rampUp(ofSeconds(-1)), "rampUp is PT-1S; accepted: 0 or more");
    refused(() -> load.rampDown(ofDays(366)), "rampDown is PT8784H; accepted: at most PT8760H");
    refused(() -> load.steady(ZERO), "steady is PT0S; accepted: more than 0");
    refused(() -> load.stage(1, ZERO), "the duration of a stage is PT0S; accepted: more than 0");
    refused(() -> load.maxDuration(ZERO), "maxDuration is PT0S; accepted: more than 0");
    refused(() -> load.maxRequests(0), "maxRequests is 0; accepted: 1 or more");
  }

  @Test
  void aLoadNeedsAnEndThatItsRampsFitInto() {
    refused(
        () -> OpenLoad.poisson(1).rampUp(ofSeconds(1)).validated(),
        "the load has no end; accepted: at least one of steady, maxDuration, maxRequests");
    refused(
        () ->
            OpenLoad.poisson(1)
                .rampUp(ofSeconds(3))
                .rampDown(ofSeconds(2))
                .maxDuration(ofMillis(4999))
                .arrivals(),
        "rampUp 3000 ms and rampDown 2000 ms are longer than the whole load of 4999 ms");
    refused(
        () -> OpenLoad.poisson(1).stage(2, ofSeconds(1)).validated(),
        "steady is not given; accepted: with further stages, how long the first rate lasts");
    assertThat(OpenLoad.replay(5).validated().end()).contains(ofMillis(1).plusNanos(5));
  }

  @Test
  void aReplayIsNotShaped() {
    OpenLoad replay = OpenLoad.replay(1, 2);
    refused(
        () -> replay.rampUp(ofSeconds(1)),
        "rampUp is not accepted for a replay, which has its times");
    refused(
        () -> replay.rampDown(ofSeconds(1)),
        "rampDown is not accepted for a replay, which has its times");
    refused(
        () -> replay.steady(ofSeconds(1)),
        "steady is not accepted for a replay, which has its times");
    refused(
        () -> replay.stage(1, ofSeconds(1)),
        "stage is not accepted for a replay, which has its times");
    refused(() -> OpenLoad.replay(List.of()), "no times are given; accepted: at least one");
    refused(() -> OpenLoad.replay(-1), "the time -1 ns is negative; accepted: 0 or more");
    refused(
        () -> OpenLoad.replay(1, 2, 1),
        "time 3 of 3 is before the one it follows; accepted: ascending times");
  }

  @Test
  void ofAReplayThatIsCutOnlyTheTimesBeforeItsEndAreExpected() {
    OpenLoad replay = OpenLoad.replay(List.of(ZERO, ofSeconds(1), ofSeconds(2), ofSeconds(3)));
    assertThat(replay.expectedRequests()).isEqualTo(4);
    assertThat(replay.maxDuration(ofSeconds(2)).expectedRequests()).isEqualTo(2);
    assertThat(replay.maxDuration(ofSeconds(9)).maxRequests(3).expectedRequests()).isEqualTo(3);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
