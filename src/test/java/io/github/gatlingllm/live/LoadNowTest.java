package io.github.gatlingllm.live;

import static io.github.gatlingllm.live.LiveRequests.millis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadNowTest {

  private static final double NONE = 0;

  private static LoadNow at(double seconds, double endedPerSecond, LoadGate... gates) {
    return LoadNow.of(List.of(gates), 0, millis(1000 * seconds), endedPerSecond);
  }

  private static void start(LoadGate gate, double seconds, int requests) {
    for (int i = 0; i < requests; i++) {
      assertThat(gate.tryStart(millis(1000 * seconds))).isPresent();
    }
  }

  private static void end(LoadGate gate, int requests) {
    for (int i = 0; i < requests; i++) {
      gate.ended();
    }
  }

  private static LoadGate timed() {
    return LoadGate.of(
        LoadProfile.concurrency(8)
            .rampUp(ofSeconds(4))
            .steady(ofSeconds(10))
            .rampDown(ofSeconds(6)));
  }

  @Test
  void aLoadThatEndsByTimeGoesThroughItsPhases() {
    LoadGate gate = timed();
    start(gate, 0, 3);
    end(gate, 1);

    assertThat(at(1, NONE, gate).activity()).isEqualTo("ramp-up");
    assertThat(at(1, NONE, gate).asked()).isEqualTo(2);
    assertThat(at(5, NONE, gate).activity()).isEqualTo("steady");
    assertThat(at(5, NONE, gate).asked()).isEqualTo(8);
    assertThat(at(5, NONE, gate).open()).isEqualTo(2);
    assertThat(at(5, NONE, gate).share()).isEqualTo(0.25);
    assertThat(at(5, NONE, gate).leftNanos()).hasValue(millis(15_000));
    assertThat(at(5, NONE, gate).elapsedNanos()).isEqualTo(millis(5_000));
    assertThat(at(5, NONE, gate).most()).isZero();
    assertThat(at(15, NONE, gate).activity()).isEqualTo("ramp-down");
    assertThat(at(21, NONE, gate).activity()).isEqualTo("drain");
    assertThat(at(21, NONE, gate).share()).isEqualTo(1);
    assertThat(at(21, NONE, gate).leftNanos()).hasValue(0);
    assertThat(at(5, NONE, gate).askedPerSecond()).isNaN();
  }

  @Test
  void aLoadThatEndsByNumberIsAsFarAsItsRequests() {
    LoadGate gate = LoadGate.of(LoadProfile.concurrency(4).maxRequests(20));
    start(gate, 0, 9);
    end(gate, 5);

    LoadNow now = at(3, 2.5, gate);

    assertThat(now.started()).isEqualTo(9);
    assertThat(now.ended()).isEqualTo(5);
    assertThat(now.most()).isEqualTo(20);
    assertThat(now.share()).isEqualTo(0.25);
    assertThat(now.leftNanos()).hasValue(millis(6_000));
    assertThat(at(3, NONE, gate).leftNanos()).isEmpty();
  }

  @Test
  void whicheverComesFirstIsTheEnd() {
    LoadGate gate =
        LoadGate.of(LoadProfile.concurrency(4).maxRequests(20).maxDuration(ofSeconds(10)));
    start(gate, 0, 10);
    end(gate, 10);

    assertThat(at(2, 5, gate).share()).isEqualTo(0.5);
    assertThat(at(2, 5, gate).leftNanos()).hasValue(millis(2_000));
    assertThat(at(8, 1, gate).share()).isEqualTo(0.8);
    assertThat(at(8, 1, gate).leftNanos()).hasValue(millis(2_000));
  }

  @Test
  void withoutAProfileNothingIsAskedAndNoEndIsKnown() {
    LoadGate gate = LoadGate.open();
    start(gate, 0, 3);

    LoadNow now = at(5, 1, gate);

    assertThat(now.activity()).isEqualTo("running");
    assertThat(now.open()).isEqualTo(3);
    assertThat(now.asked()).isZero();
    assertThat(now.share()).isNaN();
    assertThat(now.leftNanos()).isEmpty();
  }

  @Test
  void anOpenLoadAsksForARate() {
    LoadGate gate =
        LoadGate.of(
            OpenLoad.poisson(20)
                .rampUp(ofSeconds(4))
                .steady(ofSeconds(10))
                .stage(40, ofSeconds(6)));
    gate.begin(0);
    start(gate, 1, 2);

    assertThat(at(2, NONE, gate).askedPerSecond()).isCloseTo(10, within(1e-9));
    assertThat(at(6, NONE, gate).askedPerSecond()).isCloseTo(20, within(1e-9));
    assertThat(at(15, NONE, gate).askedPerSecond()).isCloseTo(40, within(1e-9));
    assertThat(at(30, NONE, gate).askedPerSecond()).isZero();
    assertThat(at(6, NONE, gate).asked()).isZero();
  }

  @Test
  void aReplayAsksForNoRate() {
    LoadGate gate = LoadGate.of(OpenLoad.replay(0, millis(10), millis(1000)));
    gate.begin(0);

    assertThat(at(0.5, NONE, gate).askedPerSecond()).isNaN();
  }

  @Test
  void beforeItsTimeALoadSettles() {
    LoadGate gate = LoadGate.of(OpenLoad.constantRate(5).steady(ofSeconds(10)));
    gate.begin(millis(2_000));

    assertThat(at(1, NONE, gate).activity()).isEqualTo("settling");
    assertThat(at(1, NONE, gate).askedPerSecond()).isZero();
    assertThat(at(1, NONE, gate).share()).isZero();
  }

  @Test
  void severalLoadsAreOneUntilTheyDiffer() {
    LoadGate one = timed();
    LoadGate other = LoadGate.of(LoadProfile.concurrency(2).steady(ofSeconds(40)));
    start(one, 0, 2);
    start(other, 0, 1);

    LoadNow now = at(5, 10, one, other);
    assertThat(now.activity()).isEqualTo("steady");
    assertThat(now.asked()).isEqualTo(10);
    assertThat(now.open()).isEqualTo(3);
    assertThat(now.share()).isEqualTo(0.125);
    assertThat(now.leftNanos()).hasValue(millis(35_000));
    assertThat(at(1, 10, one, other).activity()).isEqualTo("several phases");
    end(one, 2);
    assertThat(at(25, 10, one, other).activity()).as("the other is over").isEqualTo("steady");
  }
}
