package io.github.gatlingllm.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Levels on a clock that the test moves, with users who wait for them. */
class LevelRunnerTest {

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Duration NO_TIME = Duration.ZERO;

  /** So many users, each of whom asks again as soon as his request has ended. */
  private static final class World implements LevelRunner.Listener {
    private final LevelRunner runner;
    private final long requestNanos;
    private final PriorityQueue<Open> open =
        new PriorityQueue<>(Comparator.comparingLong(Open::endNanos));
    private final List<String> news = new ArrayList<>();
    private final List<Open> all = new ArrayList<>();
    private long nanos;
    private int mostOpen;

    private record Open(LoadGate gate, Phase phase, long startNanos, long endNanos) {}

    World(LevelCourse course, int users, long requestMillis) {
      this.runner = new LevelRunner(course, this, new LevelRunner.Options(0, false));
      this.requestNanos = requestMillis * MILLI;
      runner.begin(0);
      for (int i = 0; i < users; i++) {
        ask();
      }
    }

    private void ask() {
      Optional<LoadGate> gate = runner.gate();
      Optional<LoadGate.Admission> let = gate.flatMap(of -> of.tryStart(nanos));
      if (let.isPresent()) {
        Open request = new Open(gate.orElseThrow(), let.get().phase(), nanos, nanos + requestNanos);
        open.add(request);
        all.add(request);
        mostOpen = Math.max(mostOpen, open.size());
      } else if (gate.isEmpty() || !gate.get().holdsBack(nanos, this::ask)) {
        runner.await(nanos, this::ask);
      }
    }

    private void end(Open request) {
      runner
          .level(request.gate().level())
          .orElseThrow()
          .ended(request.phase(), request.endNanos() - request.startNanos(), nanos);
      request.gate().ended();
    }

    void run(long millis) {
      long until = nanos + millis * MILLI;
      long tickNanos = nanos;
      while (nanos < until && !runner.isOver(nanos)) {
        long next = open.isEmpty() ? Long.MAX_VALUE : open.peek().endNanos();
        nanos = Math.min(Math.min(next, tickNanos), until);
        if (nanos == next) {
          end(open.remove());
          ask();
        } else if (nanos == tickNanos) {
          long again = runner.tick(nanos);
          tickNanos = again == Long.MAX_VALUE ? until : nanos + again;
        }
      }
    }

    long startedIn(int level, Phase phase) {
      return all.stream()
          .filter(one -> one.gate().level() == level && one.phase() == phase)
          .count();
    }

    @Override
    public void begins(LevelRun level) {
      news.add("begins " + level.number());
    }

    @Override
    public void drainIsOver(LevelRun level) {
      news.add("drained " + level.number());
      List<Open> cut = List.copyOf(open);
      open.clear();
      cut.forEach(this::end);
    }

    @Override
    public void ended(LevelRun level) {
      news.add("ended " + level.number());
    }

    @Override
    public void over() {
      news.add("over");
    }
  }

  private static Level level(ClosedLoad load) {
    return Level.of(load, Duration.ofMillis(500), Optional.empty());
  }

  @Test
  void eachLevelHasItsStreamsAndItsRequests() {
    Sweep sweep =
        new Sweep(
            List.of(
                level(LoadProfile.concurrency(3).maxRequests(10)),
                level(LoadProfile.concurrency(7).maxRequests(30)),
                level(LoadProfile.concurrency(1).maxRequests(2))));
    World world = new World(sweep.course(), 7, 100);

    world.run(60_000);

    assertThat(world.news)
        .containsExactly(
            "begins 0", "ended 0", "begins 1", "ended 1", "begins 2", "ended 2", "over");
    assertThat(world.startedIn(0, Phase.STEADY)).isEqualTo(10);
    assertThat(world.startedIn(1, Phase.STEADY)).isEqualTo(30);
    assertThat(world.startedIn(2, Phase.STEADY)).isEqualTo(2);
    assertThat(world.mostOpen).isEqualTo(7);
    assertThat(world.open).isEmpty();
    assertThat(world.runner.isOver(world.nanos)).isTrue();
  }

  @Test
  void aLevelBeginsOnceTheOneBeforeHasDrainedAndItHasSettled() {
    Sweep sweep =
        new Sweep(
            List.of(
                level(LoadProfile.concurrency(2).maxDuration(Duration.ofMillis(150))),
                level(LoadProfile.concurrency(2).maxRequests(1))));
    World world = new World(sweep.course(), 2, 100);

    world.run(60_000);

    long drained =
        world.all.stream()
            .filter(one -> one.gate().level() == 0)
            .mapToLong(World.Open::endNanos)
            .max()
            .orElseThrow();
    long next = world.all.get(world.all.size() - 1).startNanos();
    assertThat(drained).isEqualTo(200 * MILLI);
    // A tick sees that nothing is open, the next believes it, and one begins the level.
    assertThat(next - drained).isBetween(500 * MILLI, 560 * MILLI);
  }

  @Test
  void aRampRisesStreamByStream() {
    Sweep sweep =
        new Sweep(
            List.of(
                level(
                    LoadProfile.concurrency(10)
                        .rampUp(Duration.ofSeconds(1))
                        .steady(Duration.ofSeconds(1)))));
    World world = new World(sweep.course(), 10, 10_000);

    world.run(1100);

    List<Long> starts = world.all.stream().map(one -> one.startNanos() / MILLI).toList();
    assertThat(starts).containsExactly(0L, 100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L, 900L);
    assertThat(world.startedIn(0, Phase.RAMP_UP)).isEqualTo(10);
  }

  /** Else a client's health takes a pause between two levels for streams that are missing. */
  @Test
  void noStreamsAreAskedForWhileALevelSettles() {
    World world =
        new World(
            new Sweep(
                    List.of(
                        level(LoadProfile.concurrency(2).maxRequests(2)),
                        level(LoadProfile.concurrency(5).maxRequests(5))))
                .course(),
            5,
            100);

    world.run(400);

    assertThat(world.news).endsWith("begins 1");
    LoadGate next = world.runner.level(1).orElseThrow().gate();
    assertThat(next.targetAt(world.nanos)).isZero();
    assertThat(next.targetAt(next.beginNanos().orElseThrow())).isEqualTo(5);
  }

  @Test
  void whatIsOpenAtTheLimitOfItsDrainIsToldOf() {
    Level slow =
        Level.of(
            LoadProfile.concurrency(2).maxDuration(Duration.ofMillis(50)),
            NO_TIME,
            Optional.of(Duration.ofMillis(300)));
    World world = new World(new Sweep(List.of(slow)).course(), 2, 10_000);

    world.run(60_000);

    assertThat(world.news).containsExactly("begins 0", "drained 0", "ended 0", "over");
    assertThat(world.nanos).isBetween(350 * MILLI, 420 * MILLI);
  }

  @Test
  void aLevelEndsEarlyOnceItHasEnough() {
    Level enough =
        new Level(
            LoadProfile.concurrency(4).steady(Duration.ofMinutes(10)),
            NO_TIME,
            Optional.empty(),
            Optional.of(new Level.Enough(Duration.ofSeconds(1), 100)));
    World world = new World(new Sweep(List.of(enough)).course(), 4, 100);

    world.run(60_000);

    // 4 streams end 40 requests a second, so the hundredth ends after 2.5 s.
    assertThat(world.startedIn(0, Phase.STEADY)).isBetween(100L, 108L);
    assertThat(world.nanos).isBetween(2500 * MILLI, 2700 * MILLI);
  }

  @Test
  void aLevelThatIsCutDrainsAndTheNextOneBegins() {
    Sweep sweep =
        new Sweep(
            List.of(
                level(LoadProfile.concurrency(2).maxDuration(Duration.ofMinutes(10))),
                level(LoadProfile.concurrency(1).maxRequests(1))));
    World world = new World(sweep.course(), 2, 100);
    world.run(1000);

    world.runner.cut(new LevelCourse.Cut(LevelCourse.Cut.Kind.ENDPOINT, "enough is enough"));
    world.run(60_000);

    assertThat(world.runner.level(0).orElseThrow().cut().orElseThrow().reason())
        .isEqualTo("enough is enough");
    assertThat(world.runner.level(1).orElseThrow().cut()).isEmpty();
    assertThat(world.news).endsWith("begins 1", "ended 1", "over");
    assertThat(world.nanos).isLessThan(2000 * MILLI);
  }

  @Test
  void aRunThatIsClosedHasNoMoreLevels() {
    Sweep sweep =
        new Sweep(
            List.of(
                level(LoadProfile.concurrency(2).maxDuration(Duration.ofMinutes(10))),
                level(LoadProfile.concurrency(1).maxRequests(1))));
    World world = new World(sweep.course(), 2, 100);
    world.run(1000);

    world.runner.close(world.nanos);
    world.run(60_000);

    assertThat(world.news).containsExactly("begins 0", "ended 0", "over");
    assertThat(world.open).isEmpty();
  }

  @Test
  void aSearchFindsTheMostStreamsThatAreGoodEnough() {
    CapacitySearch search =
        CapacitySearch.from(LoadProfile.concurrency(1).rampUp(Duration.ofMillis(100)), 1)
            .within(new SearchRange(1, 64, 0, 1))
            .lasting(Duration.ofMillis(300), Duration.ofSeconds(2), 5)
            .validated();
    List<Integer> judged = new ArrayList<>();
    CapacitySearch.Course course =
        search.course(
            (number, level, cut) -> {
              judged.add(number);
              boolean met = level.value() <= 11;
              return new ProbeVerdict(
                  met ? ProbeVerdict.Result.MET : ProbeVerdict.Result.MISSED, "");
            });
    World world = new World(course, 64, 50);

    world.run(600_000);

    Capacity found = course.capacity();
    assertThat(found.answer()).isEqualTo(Capacity.Answer.FOUND);
    assertThat(found.met()).hasValue(11);
    assertThat(found.missed()).hasValue(12);
    assertThat(judged).hasSize(found.probes().size()).isSorted();
    assertThat(world.mostOpen).isEqualTo(16);
  }
}
