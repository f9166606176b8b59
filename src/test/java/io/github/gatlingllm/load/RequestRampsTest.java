package io.github.gatlingllm.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Ramps of a closed load that go by requests, on a clock that the test moves. */
class RequestRampsTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Users of a closed injection: as many as asked for, and each that ends is replaced. */
  private static final class Users {
    private final LoadGate gate;
    private final Queue<Phase> open = new ArrayDeque<>();
    private final Map<Phase, Integer> started = new EnumMap<>(Phase.class);
    private final List<Integer> openAtEachEnd = new ArrayList<>();
    private long nanos;
    private int held;

    Users(LoadGate gate, int count) {
      this.gate = gate;
      for (int i = 0; i < count; i++) {
        ask();
      }
    }

    void ask() {
      gate.tryStart(nanos)
          .ifPresentOrElse(
              let -> {
                open.add(let.phase());
                started.merge(let.phase(), 1, Integer::sum);
              },
              () -> {
                if (gate.holdsBack(nanos, this::askAgain)) {
                  held++;
                }
              });
    }

    private void askAgain() {
      held--;
      ask();
    }

    /** One after the other they end, until none is open. */
    void run() {
      while (!open.isEmpty()) {
        openAtEachEnd.add(open.size());
        nanos += SECOND;
        open.remove();
        gate.ended();
        ask();
      }
    }
  }

  private static ClosedLoad load() {
    return LoadProfile.concurrency(4).maxRequests(40);
  }

  @Test
  void streamsGrowWithTheRequestsThatHaveEnded() {
    Users users = new Users(LoadGate.of(load().rampUpRequests(8)), 4);

    assertThat(users.open).hasSize(1);
    assertThat(users.held).isEqualTo(3);
    users.run();

    // max(1, ceil(ended / 8 * 4)), after which all four are open until the last have started.
    assertThat(users.openAtEachEnd.subList(0, 9)).containsExactly(1, 1, 1, 2, 2, 3, 3, 4, 4);
    assertThat(users.openAtEachEnd).hasSize(40);
    assertThat(users.held).isZero();
  }

  @Test
  void theyShrinkOverTheLastRequests() {
    Users users = new Users(LoadGate.of(load().rampDownRequests(8)), 4);

    users.run();

    assertThat(users.openAtEachEnd.subList(0, 33)).containsOnly(4);
    // Of the last eight: ceil(left / 8 * 4), and what is open is not cut.
    assertThat(users.openAtEachEnd.subList(33, 40)).containsExactly(4, 3, 3, 2, 2, 1, 1);
    assertThat(users.gate.isOver(users.nanos)).isTrue();
  }

  @Test
  void requestsArePhasesByHowManyHaveEndedWhenTheyStart() {
    Users users = new Users(LoadGate.of(load().rampUpRequests(8).rampDownRequests(8)), 4);

    users.run();

    // The ramp-up's last ones are open when its eighth ends; so are the steady phase's.
    assertThat(users.started)
        .containsEntry(Phase.RAMP_UP, 11)
        .containsEntry(Phase.STEADY, 24)
        .containsEntry(Phase.RAMP_DOWN, 5);
  }

  @Test
  void windowsBeginWithTheFirstRequestOfTheirPhase() {
    LoadGate gate = LoadGate.of(load().rampUpRequests(8).rampDownRequests(8));
    Users users = new Users(gate, 4);

    users.run();

    assertThat(gate.window(Phase.RAMP_UP, users.nanos))
        .contains(new LoadGate.Window(0, 8 * SECOND));
    assertThat(gate.window(Phase.STEADY, users.nanos))
        .contains(new LoadGate.Window(8 * SECOND, 32 * SECOND));
    assertThat(gate.window(Phase.RAMP_DOWN, users.nanos).orElseThrow().startNanos())
        .isEqualTo(32 * SECOND);
    assertThat(gate.phaseOf(7 * SECOND)).isEqualTo(Phase.RAMP_UP);
    assertThat(gate.phaseOf(8 * SECOND)).isEqualTo(Phase.STEADY);
    assertThat(gate.phaseOf(32 * SECOND)).isEqualTo(Phase.RAMP_DOWN);
  }

  @Test
  void aTimeSaysHowItRisesAndTheRequestsOnlyWhatItIsCalled() {
    LoadGate gate = LoadGate.of(load().rampUp(Duration.ofSeconds(2)).rampUpRequests(8));

    assertThat(gate.tryStart(0)).map(LoadGate.Admission::phase).contains(Phase.RAMP_UP);
    assertThat(gate.tryStart(0)).isPresent();
    assertThat(gate.tryStart(3 * SECOND)).map(LoadGate.Admission::phase).contains(Phase.RAMP_UP);
    for (int i = 0; i < 8; i++) {
      gate.tryStart(3 * SECOND);
      gate.ended();
    }
    assertThat(gate.tryStart(4 * SECOND)).map(LoadGate.Admission::phase).contains(Phase.STEADY);
  }

  @Test
  void whoIsHeldBackWhenTheTimeIsOverIsLetGo() {
    LoadGate gate =
        LoadGate.of(
            LoadProfile.concurrency(4).rampUpRequests(100).maxDuration(Duration.ofSeconds(3)));
    List<String> woken = new ArrayList<>();
    assertThat(gate.tryStart(0)).isPresent();
    assertThat(gate.tryStart(0)).isEmpty();
    assertThat(gate.holdsBack(0, () -> woken.add("second"))).isTrue();
    assertThat(gate.holdsBack(0, () -> woken.add("third"))).isTrue();
    assertThat(woken).isEmpty();

    gate.ended();
    assertThat(woken).containsExactly("second");
    assertThat(gate.tryStart(4 * SECOND)).isEmpty();

    assertThat(woken).containsExactly("second", "third");
    assertThat(gate.holdsBack(4 * SECOND, () -> woken.add("never"))).isFalse();
  }

  @Test
  void aLoadWithoutSuchRampsHoldsNobodyBack() {
    LoadGate gate = LoadGate.of(LoadProfile.concurrency(1).maxRequests(1));
    assertThat(gate.tryStart(0)).isPresent();

    assertThat(gate.tryStart(0)).isEmpty();
    assertThat(gate.holdsBack(0, () -> {})).isFalse();
  }

  @Test
  void healthIsAskedForWhatTheRampLetsBeOpen() {
    LoadGate gate = LoadGate.of(load().rampUpRequests(8));
    gate.tryStart(0);
    assertThat(gate.targetAt(0)).isEqualTo(1);
    for (int i = 0; i < 4; i++) {
      gate.ended();
      gate.tryStart(0);
    }
    assertThat(gate.targetAt(0)).isEqualTo(2);
  }

  @Test
  void theFirstStreamsOfABurstGetTheSameInstant() {
    LoadGate gate = LoadGate.of(load().burst());
    long burst = gate.burstNanos(5).orElseThrow();

    assertThat(burst).isGreaterThan(SECOND);
    assertThat(gate.burstNanos(SECOND)).isEqualTo(OptionalLong.of(burst));
    assertThat(gate.burstNanos(burst)).isEmpty();
    assertThat(LoadGate.of(load()).burstNanos(5)).isEmpty();
    assertThat(gate.tryStart(burst)).isPresent();
    assertThat(gate.window(Phase.STEADY, burst + SECOND))
        .contains(new LoadGate.Window(burst, burst + SECOND));
  }

  @Test
  void aSpawnRateIsARampUp() {
    assertThat(LoadProfile.concurrency(30).spawnRate(4).rampUp())
        .isEqualTo(Duration.ofMillis(7_500));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> load().rampUpRequests(-1))
        .withMessage("rampUp by requests is -1; accepted: 0 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> load().rampUpRequests(30).rampDownRequests(20).validated())
        .withMessage(
            "rampUp and rampDown by requests are 30 and 20, together more than maxRequests 40");
    ClosedLoad endless = LoadProfile.concurrency(2).steady(Duration.ofSeconds(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> endless.rampDownRequests(3).validated())
        .withMessage("rampDown by requests is 3; accepted only with maxRequests");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> load().spawnRate(0))
        .withMessage("spawnRate is 0.0; accepted: above 0, up to 1000000.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> load().burst().rampUpRequests(2).validated())
        .withMessage("a load that starts as a burst has no ramp-up; give one of both");
  }
}
