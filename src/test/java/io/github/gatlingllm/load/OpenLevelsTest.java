package io.github.gatlingllm.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Levels of open loads, whose users come late or not at all, on a clock that the test moves. */
class OpenLevelsTest implements LevelRunner.Listener {

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final List<String> news = new ArrayList<>();
  private long nanos;

  @Override
  public void begins(LevelRun level) {
    news.add("begins " + level.number());
  }

  @Override
  public void drainIsOver(LevelRun level) {
    news.add("drained " + level.number());
  }

  @Override
  public void ended(LevelRun level) {
    news.add("ended " + level.number());
  }

  @Override
  public void over() {
    news.add("over");
  }

  private LevelRunner runner(Optional<Duration> drain, OpenLoad... loads) {
    List<Level> levels = new ArrayList<>();
    for (OpenLoad load : loads) {
      levels.add(Level.of(load, Duration.ZERO, Optional.empty()));
    }
    LevelRunner runner =
        new LevelRunner(new Sweep(levels).course(), this, new LevelRunner.Options(0, false, drain));
    runner.begin(0);
    return runner;
  }

  private void run(LevelRunner runner, long millis) {
    long until = nanos + millis * MILLI;
    for (; nanos < until; nanos += LevelRunner.TICK_NANOS) {
      runner.tick(nanos);
    }
  }

  private static OpenLoad second() {
    return OpenLoad.constantRate(10).steady(Duration.ofSeconds(1));
  }

  private static LevelRun level(LevelRunner runner, int number) {
    return runner.level(number).orElseThrow();
  }

  private static Arrivers users(LevelRunner runner, int number) {
    return level(runner, number).arrivers().orElseThrow();
  }

  @Test
  void whoIsOnHisWayIsWaitedForAndIsOfTheLevelThatHeCameFor() {
    LevelRunner runner = runner(Optional.empty(), second(), second());
    users(runner, 0).told();
    users(runner, 0).allTold();

    run(runner, 3000); // The client hangs for two seconds.

    assertThat(news).containsExactly("begins 0");
    users(runner, 0).asked();
    LoadGate.Admission late = level(runner, 0).gate().tryStart(900 * MILLI).orElseThrow();
    assertThat(late.phase()).isEqualTo(Phase.STEADY);
    run(runner, 100);
    assertThat(news).containsExactly("begins 0");
    level(runner, 0).gate().ended();
    run(runner, 100);
    assertThat(news).containsExactly("begins 0", "ended 0", "begins 1");
  }

  @Test
  void arrivalsThatNobodyWasToldOfYetAreWaitedFor() {
    LevelRunner runner = runner(Optional.empty(), second());

    run(runner, 3000);

    assertThat(news).containsExactly("begins 0");
    users(runner, 0).allTold();
    run(runner, 100);
    assertThat(news).containsExactly("begins 0", "ended 0", "over");
  }

  @Test
  void nobodyIsWaitedForBeyondTheLimitOfTheDrainAndWhoComesThenIsTooLate() {
    LevelRunner runner = runner(Optional.of(Duration.ofMillis(300)), second(), second());
    users(runner, 0).told();

    run(runner, 1500);

    assertThat(news).containsExactly("begins 0", "drained 0", "ended 0", "begins 1");
    assertThat(level(runner, 0).gate().tryStart(900 * MILLI)).isEmpty();
  }

  @Test
  void aNumberOfRequestsThatNobodyIsLeftToMakeEndsALevel() {
    LevelRunner runner =
        runner(Optional.empty(), OpenLoad.constantRate(10).maxRequests(2), second());
    users(runner, 0).told();
    users(runner, 0).told();
    users(runner, 0).allTold();
    level(runner, 0).gate().tryStart(0).orElseThrow();
    level(runner, 0).gate().ended();
    users(runner, 0).asked();
    users(runner, 0).left();
    run(runner, 1000);
    assertThat(news).containsExactly("begins 0");

    users(runner, 0).asked(); // He leaves before his first request.
    users(runner, 0).left();
    run(runner, 100);

    assertThat(news).containsExactly("begins 0", "ended 0", "begins 1");
  }

  @Test
  void aLevelWithAnEndLastsUntilThenEvenIfAllHaveLeft() {
    LevelRunner runner = runner(Optional.empty(), second());
    users(runner, 0).told();
    users(runner, 0).allTold();
    users(runner, 0).asked();
    users(runner, 0).left();

    run(runner, 900);

    assertThat(level(runner, 0).gate().isStopped()).isFalse();
    assertThat(level(runner, 0).gate().drainStartNanos()).hasValue(1000 * MILLI);
  }

  /** The run may be ended at the very moment at which a level is made. */
  @Test
  void aLevelThatIsMadeWhileTheRunIsEndedLetsNobodyIn() {
    List<LevelRunner> self = new ArrayList<>();
    LevelCourse course =
        new LevelCourse() {
          @Override
          public Optional<Level> next() {
            self.get(0).close(nanos);
            return Optional.of(Level.of(second(), Duration.ZERO, Optional.empty()));
          }

          @Override
          public void ended(int number, Level level, Optional<Cut> cut) {
            news.add("told of " + number);
          }
        };
    LevelRunner runner = new LevelRunner(course, this, new LevelRunner.Options(0, false));
    self.add(runner);

    runner.begin(0);

    assertThat(level(runner, 0).gate().tryStart(0)).isEmpty();
    run(runner, 1000);
    assertThat(news).containsExactly("begins 0", "ended 0", "over");
  }

  @Test
  void aLevelThatHasComeToItsEndIsNotCutAnyMore() {
    LevelRunner runner = runner(Optional.empty(), second());
    users(runner, 0).allTold();
    level(runner, 0).gate().tryStart(500 * MILLI).orElseThrow();
    run(runner, 1500);

    runner.cut(new LevelCourse.Cut(LevelCourse.Cut.Kind.ENDPOINT, "too late"));
    level(runner, 0).gate().ended();
    run(runner, 100);

    assertThat(news).endsWith("over");
    assertThat(level(runner, 0).cut()).isEmpty();
  }
}
