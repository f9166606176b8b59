package io.github.gatlingllm.load;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadGateTest {

  private static final ClosedLoad WHOLE =
      LoadProfile.concurrency(2).rampUp(ofSeconds(10)).steady(ofSeconds(20)).rampDown(ofSeconds(5));

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  private static Phase start(LoadGate gate, long nanos) {
    return gate.tryStart(nanos).orElseThrow().phase();
  }

  @Test
  void aProfileMustBeWhole() {
    assertThatIllegalArgumentException().isThrownBy(() -> LoadGate.of(LoadProfile.concurrency(1)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 123_456, -5_000_000_000L})
  void requestsHaveTheNumberAndPhaseOfTheirStart(long origin) {
    LoadGate gate = LoadGate.of(WHOLE);
    assertThat(gate.tryStart(origin)).contains(new LoadGate.Admission(0, Phase.RAMP_UP));
    assertThat(gate.tryStart(origin + seconds(10)))
        .contains(new LoadGate.Admission(1, Phase.STEADY));
    assertThat(gate.tryStart(origin + seconds(30)))
        .contains(new LoadGate.Admission(2, Phase.RAMP_DOWN));
    assertThat(gate.tryStart(origin + seconds(35) - 1))
        .contains(new LoadGate.Admission(3, Phase.RAMP_DOWN));
  }

  @Test
  void afterTheEndNoneIsLetIn() {
    LoadGate gate = LoadGate.of(WHOLE);
    start(gate, 0);
    assertThat(gate.tryStart(seconds(35))).isEmpty();
    assertThat(gate.tryStart(seconds(99))).isEmpty();
    assertThat(gate.isSpent()).isFalse();
  }

  @Test
  void theTimeBeginsWithTheFirstRequest() {
    LoadGate gate = LoadGate.of(WHOLE);
    assertThat(gate.hasStarted()).isFalse();
    assertThat(gate.endNanos()).isEmpty();
    assertThat(gate.window(Phase.STEADY, seconds(1))).isEmpty();
    start(gate, seconds(100));
    assertThat(gate.hasStarted()).isTrue();
    assertThat(gate.endNanos()).hasValue(seconds(135));
    assertThat(gate.phaseOf(seconds(99))).isEqualTo(Phase.RAMP_UP);
    assertThat(gate.phaseOf(seconds(110) - 1)).isEqualTo(Phase.RAMP_UP);
    assertThat(gate.phaseOf(seconds(110))).isEqualTo(Phase.STEADY);
    assertThat(gate.phaseOf(seconds(135) - 1)).isEqualTo(Phase.RAMP_DOWN);
    assertThat(gate.phaseOf(seconds(135))).isEqualTo(Phase.DRAIN);
  }

  @Test
  void withoutAProfileEveryoneIsLetInAndSteady() {
    LoadGate gate = LoadGate.open();
    assertThat(gate.profile()).isEmpty();
    for (int i = 0; i < 1000; i++) {
      assertThat(gate.tryStart(seconds(i))).contains(new LoadGate.Admission(i, Phase.STEADY));
    }
    assertThat(gate.isSpent()).isFalse();
    assertThat(gate.endNanos()).isEmpty();
  }

  @Test
  void theLastRequestClosesTheGate() {
    LoadGate gate = LoadGate.of(LoadProfile.concurrency(1).maxRequests(2));
    start(gate, 10);
    assertThat(gate.isSpent()).isFalse();
    start(gate, 20);
    assertThat(gate.isSpent()).isTrue();
    assertThat(gate.tryStart(20)).isEmpty();
    assertThat(gate.tryStart(21)).isEmpty();
    assertThat(gate.phaseOf(20)).isEqualTo(Phase.STEADY);
    assertThat(gate.phaseOf(21)).isEqualTo(Phase.DRAIN);
    assertThat(gate.endNanos()).isEmpty();
  }

  @Test
  void spentIsToldOnceAndOnlyWhenAllHaveEnded() {
    LoadGate gate = LoadGate.of(LoadProfile.concurrency(2).maxRequests(3));
    AtomicInteger told = new AtomicInteger();
    gate.whenSpent(told::incrementAndGet);
    start(gate, 0);
    gate.ended();
    assertThat(told).as("idle between two requests").hasValue(0);
    start(gate, 1);
    start(gate, 2);
    gate.ended();
    assertThat(told).as("one still open").hasValue(0);
    gate.ended();
    assertThat(told).hasValue(1);
    assertThat(gate.tryStart(3)).isEmpty();
    assertThat(told).hasValue(1);
  }

  @Test
  void aLoadThatEndsByTimeIsNeverSpent() {
    LoadGate gate = LoadGate.of(WHOLE.maxRequests(5));
    AtomicInteger told = new AtomicInteger();
    gate.whenSpent(told::incrementAndGet);
    start(gate, 0);
    assertThat(gate.tryStart(seconds(35))).isEmpty();
    gate.ended();
    assertThat(told).hasValue(0);
    assertThat(gate.isSpent()).isFalse();
    assertThat(gate.isOver(seconds(35))).isTrue();
  }

  @Test
  void aTimedLoadIsOverWhenItsTimeIsPastAndNothingIsOpen() {
    LoadGate gate = LoadGate.of(WHOLE);
    assertThat(gate.isOver(seconds(99))).as("not begun").isFalse();
    start(gate, 0);
    assertThat(gate.isOver(seconds(35))).as("one open").isFalse();
    gate.ended();
    assertThat(gate.isOver(seconds(35) - 1)).as("before the end").isFalse();
    assertThat(gate.isOver(seconds(35))).isTrue();
  }

  @Test
  void aSpentLoadIsOverAtOnceWhenNothingIsOpen() {
    LoadGate gate = LoadGate.of(LoadProfile.concurrency(1).maxRequests(1));
    assertThat(gate.isOver(5)).as("not begun").isFalse();
    start(gate, 5);
    assertThat(gate.isOver(6)).as("one open").isFalse();
    gate.ended();
    assertThat(gate.isOver(5)).isTrue();
  }

  @Test
  void aGateWithoutAProfileIsOverWheneverNothingIsOpen() {
    LoadGate gate = LoadGate.open();
    assertThat(gate.isOver(0)).isTrue();
    start(gate, 0);
    assertThat(gate.isOver(seconds(1000))).isFalse();
    gate.ended();
    assertThat(gate.isOver(1)).isTrue();
  }
}
