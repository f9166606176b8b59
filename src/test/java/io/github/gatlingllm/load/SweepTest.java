package io.github.gatlingllm.load;

import static io.github.gatlingllm.load.LoadProfile.concurrency;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Levels that are known before. */
class SweepTest {

  private static Level level(LoadProfile load) {
    return Level.of(load, Duration.ZERO, Optional.empty());
  }

  private static ClosedLoad streams(int count) {
    return concurrency(count).maxRequests(1);
  }

  @Test
  void theMostOfItsLevelsIsWhatItAsksForAtTheMost() {
    Sweep sweep = new Sweep(List.of(level(streams(3)), level(streams(7)), level(streams(2))));

    assertThat(sweep.most()).isEqualTo(7);
    assertThat(sweep.mostLevels()).isEqualTo(3);
    assertThat(sweep.isClosed()).isTrue();
    assertThat(sweep.seeded(5)).isEqualTo(sweep);
  }

  @Test
  void eachLevelHasArrivalsOfItsOwn() {
    Level level = level(OpenLoad.poisson(5).steady(ofSeconds(1)));
    Sweep sweep = new Sweep(List.of(level, level)).seeded(5);

    assertThat(sweep.levels().stream().map(of -> ((OpenLoad) of.load()).seed()).distinct())
        .hasSize(2);
    assertThat(sweep.isClosed()).isFalse();
  }

  @Test
  void whatAreNoLevelsIsRefused() {
    assertThatThrownBy(() -> new Sweep(List.of())).hasMessageContaining("0 levels; accepted: 1 to");
    assertThatThrownBy(() -> new Sweep(Collections.nCopies(1001, level(streams(1)))))
        .hasMessageContaining("1001 levels");
    assertThatThrownBy(
            () -> new Sweep(List.of(level(streams(1)), level(OpenLoad.poisson(1).maxRequests(1)))))
        .hasMessageContaining("all closed, or all open");
    assertThatThrownBy(() -> level(concurrency(1))).hasMessageContaining("the load has no end");
    assertThatThrownBy(() -> Level.of(streams(1), ofSeconds(-1), Optional.empty()))
        .hasMessageContaining("settle is PT-1S; accepted: 0 or more");
    // Nanoseconds of more than 292 years overflow, in the middle of a run.
    assertThatThrownBy(() -> Level.of(streams(1), Duration.ofDays(400_000), Optional.empty()))
        .hasMessageContaining("accepted: at most PT8760H");
    assertThatThrownBy(
            () -> Level.of(streams(1), Duration.ZERO, Optional.of(Duration.ofDays(400_000))))
        .hasMessageContaining("drain is PT9600000H");
  }
}
