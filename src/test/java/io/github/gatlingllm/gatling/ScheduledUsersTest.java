package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.gatling.ArrivalQueue.Arrival;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.timing.RunClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.collection.Iterator;
import scala.concurrent.duration.FiniteDuration;

/** What Gatling is told of users, and what the run is, as Gatling's steps chain them. */
class ScheduledUsersTest {

  private static final long NOW = 1_000_000;
  private static final long BEGIN = NOW + ArrivalQueue.LEAD_NANOS;

  private final RunArrivals run = RunArrivals.open(RunClock.of(() -> NOW, Instant.EPOCH));
  private final OpenLoad load = OpenLoad.replay(0, 123, 456);
  private final List<Long> toldRun = new ArrayList<>();

  @BeforeEach
  void use() {
    run.use(null, LoadGate.open(), List.of());
  }

  @AfterEach
  void close() {
    run.close();
  }

  private ScheduledUsers users(OpenLoad of, Iterator<FiniteDuration> rest) {
    return new ScheduledUsers(of, rest, run, of.expectedLength().toNanos());
  }

  private static Iterator<FiniteDuration> shifted(Iterator<FiniteDuration> users, long nanos) {
    return users.map(one -> one.$plus(FiniteDuration.apply(nanos, TimeUnit.NANOSECONDS)));
  }

  private List<Long> toldGatling(Iterator<FiniteDuration> users) {
    List<Long> told = new ArrayList<>();
    while (users.hasNext()) {
      told.add(users.next().toNanos());
    }
    ArrivalQueue queue = run.queueOf(load);
    for (Arrival one = queue.takeDue(NOW); one != null; one = queue.takeDue(NOW)) {
      toldRun.add(one.nanos() - BEGIN);
    }
    return told;
  }

  @Test
  void gatlingIsToldTheTimesAndTheRunTheInstants() {
    assertThat(toldGatling(users(load, Iterator.empty()))).containsExactly(0L, 123L, 456L);
    assertThat(toldRun).containsExactly(0L, 123L, 456L);
  }

  @Test
  void aShiftOfAStepBeforeIsSeen() {
    Iterator<FiniteDuration> users = shifted(shifted(users(load, Iterator.empty()), 1000), 5000);
    assertThat(toldGatling(users)).containsExactly(6000L, 6123L, 6456L);
    assertThat(toldRun).containsExactly(6000L, 6123L, 6456L);
  }

  @Test
  void stepsOfThisKindFollowEachOther() {
    OpenLoad second = OpenLoad.constantRate(1e6).maxRequests(2);
    OpenLoad first =
        OpenLoad.bursts(2, java.time.Duration.ofSeconds(1)).maxDuration(ofNanos(10_000));
    Iterator<FiniteDuration> users = users(first, users(second, Iterator.empty()));
    assertThat(toldGatling(shifted(users, 7))).containsExactly(7L, 7L, 10_007L, 11_007L);
    assertThat(toldRun).containsExactly(7L, 7L, 10_007L, 11_007L);
  }

  private static java.time.Duration ofNanos(long nanos) {
    return java.time.Duration.ofNanos(nanos);
  }

  @Test
  void aShiftThatIsNotSeenLeavesGatlingsTimesAndNoSchedule() {
    Iterator<FiniteDuration> behind =
        shifted(
            Iterator.<FiniteDuration>empty().$plus$plus(() -> users(load, Iterator.empty())), 9);
    assertThat(toldGatling(behind)).containsExactly(9L, 132L, 465L);
    assertThat(toldRun).isEmpty();
  }

  @Test
  void aFunctionThatIsNoShiftIsAppliedAsEverywhere() {
    Iterator<Long> lengths = users(load, Iterator.empty()).map(one -> one.toNanos() * 2);
    List<Long> doubled = new ArrayList<>();
    while (lengths.hasNext()) {
      doubled.add(lengths.next());
    }
    assertThat(doubled).containsExactly(0L, 246L, 912L);
  }

  @Test
  void aRunThatBeginsKnowsNothingOfTheOneBefore() {
    Iterator<FiniteDuration> users = users(load, Iterator.empty());
    assertThat(users.next().toNanos()).isZero();
    RunArrivals next = RunArrivals.open(RunClock.of(() -> NOW, Instant.EPOCH));
    assertThat(RunArrivals.current()).contains(next);
    assertThat(next.takeDue(NOW)).isNull();
    run.close(); // Late: the other one stays.
    assertThat(RunArrivals.current()).contains(next);
    next.close();
    assertThat(RunArrivals.current()).isEmpty();
  }
}
