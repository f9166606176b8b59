package io.github.gatlingllm.load;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The windows of a load that began at second 100, written as {@code phase from-to}. */
class LoadGateWindowTest {

  private static final long START = 100;

  private static final ClosedLoad WHOLE =
      LoadProfile.concurrency(2).rampUp(ofSeconds(10)).steady(ofSeconds(20)).rampDown(ofSeconds(5));

  private static List<String> windows(LoadGate gate, long lastSecond) {
    List<String> windows = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      gate.window(phase, nanos(lastSecond))
          .ifPresent(
              window ->
                  windows.add(
                      phase.key()
                          + " "
                          + TimeUnit.NANOSECONDS.toSeconds(window.startNanos())
                          + "-"
                          + TimeUnit.NANOSECONDS.toSeconds(window.endNanos())));
    }
    return windows;
  }

  private static LoadGate started(ClosedLoad profile, long... moreSeconds) {
    LoadGate gate = LoadGate.of(profile);
    gate.tryStart(nanos(START)).orElseThrow();
    for (long second : moreSeconds) {
      gate.tryStart(nanos(second)).orElseThrow();
    }
    return gate;
  }

  private static long nanos(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void allPhasesOfAWholeLoad() {
    assertThat(windows(started(WHOLE), 140))
        .containsExactly("ramp-up 100-110", "steady 110-130", "ramp-down 130-135", "drain 135-140");
  }

  @Test
  void nothingDrainsIfTheLastRequestEndedBeforeTheLoad() {
    assertThat(windows(started(WHOLE), 134))
        .containsExactly("ramp-up 100-110", "steady 110-130", "ramp-down 130-134");
  }

  @Test
  void aRunThatStoppedInItsRampUpHasNoOtherPhase() {
    assertThat(windows(started(WHOLE), 104)).containsExactly("ramp-up 100-104");
  }

  @Test
  void aRunThatStoppedInItsSteadyPhaseHasNoRampDown() {
    assertThat(windows(started(WHOLE), 120)).containsExactly("ramp-up 100-110", "steady 110-120");
  }

  @Test
  void requestsThatAreUsedUpCloseTheLoadInEveryPhase() {
    assertThat(windows(started(WHOLE.maxRequests(2), 104), 140))
        .containsExactly("ramp-up 100-104", "drain 104-140");
    assertThat(windows(started(WHOLE.maxRequests(2), 120), 140))
        .containsExactly("ramp-up 100-110", "steady 110-120", "drain 120-140");
    assertThat(windows(started(WHOLE.maxRequests(2), 132), 140))
        .containsExactly("ramp-up 100-110", "steady 110-130", "ramp-down 130-132", "drain 132-140");
  }

  @Test
  void requestsAloneHaveNoRampDown() {
    ClosedLoad load =
        LoadProfile.concurrency(1).rampUp(ofSeconds(10)).rampDown(ofSeconds(5)).maxRequests(2);
    assertThat(windows(started(load, 150), 160))
        .containsExactly("ramp-up 100-110", "steady 110-150", "drain 150-160");
  }

  @Test
  void aLoadWhoseRequestsStartedAllAtOnceOnlyDrains() {
    assertThat(windows(started(LoadProfile.concurrency(1).maxRequests(1)), 110))
        .containsExactly("drain 100-110");
  }

  @Test
  void rampsWithoutASteadyPhaseBetweenThem() {
    ClosedLoad load =
        LoadProfile.concurrency(1)
            .rampUp(ofSeconds(4))
            .rampDown(ofSeconds(6))
            .maxDuration(ofSeconds(10));
    assertThat(windows(started(load), 111))
        .containsExactly("ramp-up 100-104", "ramp-down 104-110", "drain 110-111");
  }

  @Test
  void aSteadyLoadHasNoRamps() {
    assertThat(windows(started(LoadProfile.concurrency(1).steady(ofSeconds(7))), 108))
        .containsExactly("steady 100-107", "drain 107-108");
  }

  @Test
  void withoutAProfileTheWholeIsSteady() {
    LoadGate gate = LoadGate.open();
    assertThat(windows(gate, 100)).isEmpty();
    gate.tryStart(nanos(100)).orElseThrow();
    assertThat(windows(gate, 100)).isEmpty();
    assertThat(windows(gate, 160)).containsExactly("steady 100-160");
  }

  @Test
  void theWindowsOfALoadFollowOneAnotherWithoutAGap() {
    LoadGate gate = started(WHOLE);
    long end = nanos(START);
    for (Phase phase : Phase.values()) {
      LoadGate.Window window = gate.window(phase, nanos(150)).orElseThrow();
      assertThat(window.startNanos()).isEqualTo(end);
      assertThat(gate.phaseOf(window.startNanos())).isEqualTo(phase);
      assertThat(gate.phaseOf(window.endNanos() - 1)).isEqualTo(phase);
      end = window.endNanos();
    }
    assertThat(end).isEqualTo(nanos(150));
  }

  @Test
  void aLoadThatIsClosedBeforeItsTimeDrainsFromThenOn() {
    LoadGate gate = started(WHOLE);
    gate.close(nanos(115));

    assertThat(gate.drainStartNanos()).hasValue(nanos(115));
    assertThat(gate.tryStart(nanos(116))).isEmpty();
    assertThat(windows(gate, 118))
        .containsExactly("ramp-up 100-110", "steady 110-115", "drain 115-118");
  }

  @Test
  void toCloseALoadThatIsOverChangesNothing() {
    LoadGate gate = started(WHOLE);
    gate.close(nanos(138));

    assertThat(gate.drainStartNanos()).hasValue(nanos(135));
    assertThat(windows(gate, 140))
        .containsExactly("ramp-up 100-110", "steady 110-130", "ramp-down 130-135", "drain 135-140");
  }

  @Test
  void aGateWithoutAProfileCanBeClosed() {
    LoadGate gate = LoadGate.open();
    gate.tryStart(nanos(START)).orElseThrow();
    assertThat(gate.drainStartNanos()).isEmpty();
    gate.close(nanos(103));

    assertThat(gate.tryStart(nanos(104))).isEmpty();
    assertThat(gate.isOver(nanos(104))).isFalse();
    gate.ended();
    assertThat(gate.isOver(nanos(104))).isTrue();
    assertThat(windows(gate, 105)).containsExactly("steady 100-103", "drain 103-105");
  }

  @Test
  void aClosedGateRefusesWhatWasScheduledForBefore() {
    LoadGate gate = LoadGate.of(OpenLoad.constantRate(10).steady(Duration.ofSeconds(9)));
    gate.begin(0);
    assertThat(gate.tryStart(1)).isPresent();

    gate.close(1_000);

    assertThat(gate.isStopped()).isTrue();
    assertThat(gate.tryStart(500)).isEmpty();
  }
}
