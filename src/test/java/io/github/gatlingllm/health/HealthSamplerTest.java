package io.github.gatlingllm.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthSamplerTest {

  private final ManualLoop loop = new ManualLoop();
  private final LoadState load = new LoadState();
  private final List<HealthSample> samples = new ArrayList<>();
  private final HealthSampler sampler =
      new HealthSampler(loop.clock(), List.of(), load, () -> 77, samples::add);

  @AfterEach
  void close() {
    sampler.close();
  }

  private void pass(int millis) {
    for (int passed = 0; passed < millis; passed += 100) {
      loop.pass(100);
      sampler.tick();
    }
  }

  private LoadGate gate(LoadProfile profile) {
    LoadGate gate = LoadGate.of(profile);
    load.add(gate);
    return gate;
  }

  @Test
  void aSampleIsOfOneSecond() {
    pass(3000);

    assertThat(samples).extracting(HealthSample::nanos).containsOnly(1_000_000_000L).hasSize(3);
    assertThat(samples.get(0).endEpochMillis()).isEqualTo(101_000);
    assertThat(samples.get(0).running()).isFalse();
    assertThat(samples.get(0).logBacklogBytes()).isEqualTo(77);
  }

  @Test
  void aSampleEndsWhereThePhaseDoes() {
    LoadGate gate =
        gate(
            LoadProfile.concurrency(2)
                .rampUp(Duration.ofMillis(1300))
                .steady(Duration.ofMillis(700)));
    pass(500);
    gate.tryStart(loop.nanos());
    pass(2000);
    gate.ended();
    pass(100);
    sampler.finish();

    assertThat(samples)
        .extracting(sample -> sample.phase().map(Phase::key).orElse("none"))
        .containsExactly("none", "ramp-up", "ramp-up", "steady", "drain");
    assertThat(samples)
        .extracting(sample -> sample.nanos() / 1_000_000)
        .containsExactly(600L, 1000L, 200L, 700L, 100L);
  }

  @Test
  void countsTheRequestsOfItsTime() {
    LoadGate gate = gate(LoadProfile.concurrency(4).steady(Duration.ofSeconds(10)));
    gate.tryStart(loop.nanos());
    gate.tryStart(loop.nanos());
    pass(1000);
    gate.ended();
    pass(1000);
    sampler.finish();

    // The first tick finds the load begun, so its sample ends there.
    HealthSample.Requests first = samples.get(0).requests();
    HealthSample.Requests second = samples.get(1).requests();
    assertThat(first.started()).isEqualTo(2);
    assertThat(second.ended()).isEqualTo(1);
    assertThat(second.inFlight().meanOpen()).isBetween(1.0, 2.0);
    assertThat(second.inFlight().meanAsked()).isEqualTo(4);
    assertThat(second.whenSettled()).isEqualTo(Concurrency.NONE);
  }

  @Test
  void concurrencyIsComparedOnceTheLoadHasSettled() {
    LoadGate gate = gate(LoadProfile.concurrency(3).steady(Duration.ofSeconds(10)));
    gate.tryStart(loop.nanos());
    pass(2500);
    gate.tryStart(loop.nanos());
    gate.tryStart(loop.nanos());
    pass(5000);

    HealthStatistics all = new HealthStatistics();
    samples.forEach(all::add);
    assertThat(all.inFlightAsked()).isEqualTo(3);
    assertThat(all.inFlight()).isBetween(2.5, 3.0);
  }

  @Test
  void aLoadThatLeavesTheUsersToOthersAsksForNoNumber() {
    LoadGate gate = LoadGate.open();
    load.add(gate);
    load.add(gate);
    gate.tryStart(loop.nanos());
    pass(4000);

    HealthStatistics all = new HealthStatistics();
    samples.forEach(all::add);
    assertThat(all.inFlightAsked()).isZero();
    assertThat(all.inFlight()).isEqualTo(1);
    assertThat(load.at(loop.nanos()))
        .isEqualTo(new LoadState.Moment(true, Optional.of(Phase.STEADY)));
  }

  @Test
  void loadsInDifferentPhasesHaveNoneInCommon() {
    LoadGate rising =
        gate(LoadProfile.concurrency(1).rampUp(Duration.ofSeconds(9)).steady(Duration.ofHours(1)));
    LoadGate steady = gate(LoadProfile.concurrency(1).steady(Duration.ofHours(1)));
    rising.tryStart(loop.nanos());
    steady.tryStart(loop.nanos());

    assertThat(load.at(loop.nanos())).isEqualTo(new LoadState.Moment(true, Optional.empty()));
    assertThat(load.askedAt(loop.nanos())).isEqualTo(2);
  }

  @Test
  void readsTheMachine() {
    pass(1000);

    HealthSample sample = samples.get(0);
    assertThat(sample.cpu().processNanos()).isNotNegative();
    assertThat(sample.heap().usedBytes()).isPositive();
    assertThat(sample.allocatedBytes()).isPositive();
    assertThat(sample.files().open()).isLessThanOrEqualTo(sample.files().limit());
  }
}
