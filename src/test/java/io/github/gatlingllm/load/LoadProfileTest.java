package io.github.gatlingllm.load;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.gatlingllm.load.ClosedLoad.Step;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadProfileTest {

  private static final ClosedLoad WHOLE =
      LoadProfile.concurrency(10)
          .rampUp(ofSeconds(10))
          .steady(ofSeconds(20))
          .rampDown(ofSeconds(5));

  @ParameterizedTest
  @CsvSource({
    "-1, RAMP_UP",
    "0, RAMP_UP",
    "9999999999, RAMP_UP",
    "10000000000, STEADY",
    "29999999999, STEADY",
    "30000000000, RAMP_DOWN",
    "34999999999, RAMP_DOWN",
    "35000000000, DRAIN",
    "9223372036854775807, DRAIN"
  })
  void aPhaseBeginsAtItsFirstNanosecond(long elapsedNanos, Phase phase) {
    assertThat(WHOLE.phaseAt(ofNanos(elapsedNanos))).isEqualTo(phase);
  }

  @Test
  void aTimeBeyondNanosecondsIsBeyondTheEnd() {
    assertThat(WHOLE.phaseAt(ofSeconds(Long.MAX_VALUE))).isEqualTo(Phase.DRAIN);
    assertThat(WHOLE.targetAt(ofSeconds(Long.MAX_VALUE))).isZero();
  }

  @Test
  void withoutRampsItIsSteadyFromTheFirstNanosecondToTheLast() {
    ClosedLoad profile = LoadProfile.concurrency(3).steady(ofSeconds(2));
    assertThat(profile.phaseAt(ofNanos(-1))).isEqualTo(Phase.STEADY);
    assertThat(profile.targetAt(ofNanos(-1))).isEqualTo(3);
    assertThat(profile.phaseAt(ZERO)).isEqualTo(Phase.STEADY);
    assertThat(profile.targetAt(ZERO)).isEqualTo(3);
    assertThat(profile.phaseAt(ofNanos(1_999_999_999))).isEqualTo(Phase.STEADY);
    assertThat(profile.phaseAt(ofSeconds(2))).isEqualTo(Phase.DRAIN);
    assertThat(profile.targetAt(ofSeconds(2))).isZero();
    assertThat(profile.steps()).containsExactly(new Step(3, ofSeconds(2)));
  }

  @Test
  void theTargetIsTheCeilingOfTheShareButNeverLessThanOne() {
    assertThat(WHOLE.targetAt(ZERO)).isEqualTo(1);
    assertThat(WHOLE.targetAt(ofSeconds(1))).isEqualTo(1);
    assertThat(WHOLE.targetAt(ofSeconds(1).plusNanos(1))).isEqualTo(2);
    assertThat(WHOLE.targetAt(ofSeconds(9))).isEqualTo(9);
    assertThat(WHOLE.targetAt(ofSeconds(10).minusNanos(1))).isEqualTo(10);
    assertThat(WHOLE.targetAt(ofSeconds(30))).isEqualTo(10);
    assertThat(WHOLE.targetAt(ofSeconds(30).plusNanos(1))).isEqualTo(10);
    assertThat(WHOLE.targetAt(ofMillis(30_500))).isEqualTo(9);
    assertThat(WHOLE.targetAt(ofSeconds(35).minusNanos(1))).isEqualTo(1);
    assertThat(WHOLE.targetAt(ofSeconds(35))).isZero();
  }

  @Test
  void theCeilingIsExactWhereBinaryFractionsAreNot() {
    ClosedLoad profile = LoadProfile.concurrency(100).rampUp(ofSeconds(1)).steady(ofSeconds(1));
    for (int percent = 1; percent <= 99; percent++) {
      assertThat(profile.targetAt(ofMillis(percent * 10L))).isEqualTo(percent);
      assertThat(profile.targetAt(ofMillis(percent * 10L).plusNanos(1))).isEqualTo(percent + 1);
    }
  }

  @Test
  void theCeilingIsExactForTheLargestLoads() {
    ClosedLoad profile =
        LoadProfile.concurrency(Integer.MAX_VALUE).rampUp(ofDays(365)).steady(ofSeconds(1));
    assertThat(profile.targetAt(ofNanos(1))).isEqualTo(1);
    assertThat(profile.targetAt(ofDays(365).minusNanos(1))).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void rampsMayTakeTheWholeOfTheLoad() {
    ClosedLoad profile =
        LoadProfile.concurrency(4)
            .rampUp(ofSeconds(2))
            .rampDown(ofSeconds(2))
            .maxDuration(ofSeconds(4))
            .validated();
    assertThat(profile.phaseAt(ofSeconds(2).minusNanos(1))).isEqualTo(Phase.RAMP_UP);
    assertThat(profile.phaseAt(ofSeconds(2))).isEqualTo(Phase.RAMP_DOWN);
    assertThat(profile.targetAt(ofSeconds(2))).isEqualTo(4);
    assertThat(profile.steps())
        .containsExactly(
            new Step(2, ofSeconds(1)), new Step(4, ofSeconds(2)), new Step(2, ofSeconds(1)));
  }

  @Test
  void aLoadThatOnlyRisesReachesItsTargetInTheLastSecond() {
    ClosedLoad profile =
        LoadProfile.concurrency(4).rampUp(ofSeconds(4)).maxDuration(ofSeconds(4)).validated();
    assertThat(profile.steps())
        .containsExactly(
            new Step(1, ofSeconds(1)),
            new Step(2, ofSeconds(1)),
            new Step(3, ofSeconds(1)),
            new Step(4, ofSeconds(1)));
  }

  @Test
  void fractionsOfASecondAreRoundedUpToWholeSteps() {
    ClosedLoad profile =
        LoadProfile.concurrency(10)
            .rampUp(ofMillis(2500))
            .steady(ofMillis(1000))
            .rampDown(ofMillis(1200));
    assertThat(profile.end()).contains(ofMillis(4700));
    assertThat(profile.rampDownStart()).contains(ofMillis(3500));
    assertThat(profile.steps())
        .containsExactly(
            new Step(4, ofSeconds(1)),
            new Step(8, ofSeconds(1)),
            new Step(10, ofSeconds(2)),
            new Step(6, ofSeconds(1)));
  }

  @Test
  void withRequestsAloneTheEndIsUnknownAndThereIsNoRampDown() {
    ClosedLoad profile =
        LoadProfile.concurrency(2)
            .rampUp(ofSeconds(2))
            .rampDown(ofSeconds(2))
            .maxRequests(100)
            .validated();
    assertThat(profile.end()).isEmpty();
    assertThat(profile.rampDownStart()).isEmpty();
    assertThat(profile.phaseAt(ofDays(10_000))).isEqualTo(Phase.STEADY);
    assertThat(profile.phaseAt(ofSeconds(Long.MAX_VALUE))).isEqualTo(Phase.STEADY);
    assertThat(profile.targetAt(ofDays(10_000))).isEqualTo(2);
    assertThat(profile.steps())
        .containsExactly(new Step(1, ofSeconds(1)), new Step(2, ofDays(365).plus(ofSeconds(1))));
  }

  @Test
  void bothLimitsKeepTheTimeAsTheKnownEnd() {
    ClosedLoad profile =
        LoadProfile.concurrency(2).maxRequests(100).maxDuration(ofSeconds(3)).validated();
    assertThat(profile.end()).contains(ofSeconds(3));
    assertThat(profile.maxRequests()).hasValue(100);
    assertThat(profile.steps()).containsExactly(new Step(2, ofSeconds(3)));
  }

  @Test
  void ofSteadyAndMaxDurationTheEarlierEndHolds() {
    ClosedLoad shaped = LoadProfile.concurrency(2).rampUp(ofSeconds(1)).steady(ofSeconds(9));
    assertThat(shaped.maxDuration(ofSeconds(5)).end()).contains(ofSeconds(5));
    assertThat(shaped.maxDuration(ofSeconds(10)).end()).contains(ofSeconds(10));
    assertThat(shaped.maxDuration(ofSeconds(50)).end()).contains(ofSeconds(10));
    assertThat(shaped.rampDown(ofSeconds(2)).maxDuration(ofSeconds(5)).rampDownStart())
        .contains(ofSeconds(3));
  }

  @Test
  void theLongestLoadHasFewSteps() {
    ClosedLoad profile =
        LoadProfile.concurrency(2)
            .rampUp(ofSeconds(2))
            .steady(ofDays(365))
            .rampDown(ofSeconds(2))
            .validated();
    assertThat(profile.steps()).hasSize(3);
    Duration told = profile.steps().stream().map(Step::duration).reduce(ZERO, Duration::plus);
    assertThat(told).isEqualTo(profile.end().orElseThrow());
  }

  @Test
  void whatIsNotAcceptedIsSaidWithWhatIs() {
    ClosedLoad profile = LoadProfile.concurrency(1);
    refused(() -> LoadProfile.concurrency(0), "concurrency is 0; accepted: 1 or more");
    refused(() -> LoadProfile.concurrency(-7), "concurrency is -7; accepted: 1 or more");
    refused(() -> profile.rampUp(ofNanos(-1)), "rampUp is PT-0.000000001S; accepted: 0 or more");
    refused(() -> profile.rampDown(ofSeconds(-1)), "rampDown is PT-1S; accepted: 0 or more");
    refused(() -> profile.steady(ZERO), "steady is PT0S; accepted: more than 0");
    refused(() -> profile.steady(ofSeconds(-1)), "steady is PT-1S; accepted: more than 0");
    refused(() -> profile.maxDuration(ZERO), "maxDuration is PT0S; accepted: more than 0");
    refused(() -> profile.maxRequests(0), "maxRequests is 0; accepted: 1 or more");
    refused(() -> profile.rampUp(ofDays(366)), "rampUp is PT8784H; accepted: at most PT8760H");
    refused(() -> profile.rampDown(ofDays(366)), "rampDown is PT8784H; accepted: at most PT8760H");
    refused(() -> profile.steady(ofDays(366)), "steady is PT8784H; accepted: at most PT8760H");
    refused(
        () -> profile.maxDuration(ofDays(366)),
        "maxDuration is PT8784H; accepted: at most PT8760H");
  }

  @Test
  void aLoadNeedsAnEnd() {
    refused(
        () -> LoadProfile.concurrency(1).rampUp(ofSeconds(1)).validated(),
        "the load has no end; accepted: at least one of steady, maxDuration, maxRequests");
    assertThat(LoadProfile.concurrency(1).maxRequests(1).validated()).isNotNull();
  }

  @Test
  void rampsMustFitIntoTheLoad() {
    refused(
        () ->
            LoadProfile.concurrency(1)
                .rampUp(ofSeconds(3))
                .rampDown(ofSeconds(2))
                .maxDuration(ofMillis(4999))
                .validated(),
        "rampUp 3000 ms and rampDown 2000 ms are longer than the whole load of 4999 ms");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
