package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for an instant on an event loop. */
class LoopStartsTest {

  private static final int USERS = 200;
  private static final long SEED = 7;

  private final RunClock clock = RunClock.start();
  private final EventLoop loop = new DefaultEventLoop();
  private final LoopStarts starts = new LoopStarts(loop, clock);
  private final List<Integer> started = new ArrayList<>(); // Written on the loop alone.
  private final List<Long> startedNanos = new ArrayList<>();

  @AfterEach
  void stop() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  /** Adds users, each with an instant, in an order, and waits until all have started. */
  private void startAll(List<Long> instants, List<Integer> order) throws InterruptedException {
    CountDownLatch all = new CountDownLatch(instants.size());
    loop.execute(
        () ->
            order.forEach(
                user ->
                    starts.add(
                        instants.get(user),
                        () -> {
                          started.add(user);
                          startedNanos.add(clock.nanos());
                          all.countDown();
                        })));
    assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private static List<Integer> shuffled() {
    List<Integer> order = IntStream.range(0, USERS).boxed().collect(Collectors.toList());
    Collections.shuffle(order, new Random(SEED));
    return order;
  }

  @Test
  void theyStartInTheOrderOfTheirInstantsAndNoneBefore() throws InterruptedException {
    long begin = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(50);
    List<Long> instants =
        IntStream.range(0, USERS)
            .mapToObj(user -> begin + TimeUnit.MICROSECONDS.toNanos(100) * user)
            .toList();

    startAll(instants, shuffled());

    assertThat(started).isEqualTo(IntStream.range(0, USERS).boxed().toList());
    for (int user = 0; user < USERS; user++) {
      assertThat(startedNanos.get(user)).isGreaterThan(instants.get(user));
    }
  }

  @Test
  void thoseOfOneInstantStartInTheOrderInWhichTheyCame() throws InterruptedException {
    long instant = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(5);
    List<Integer> order = shuffled();

    startAll(Collections.nCopies(USERS, instant), order);

    assertThat(started).isEqualTo(order);
  }

  @Test
  void anInstantThatIsPastIsTakenAtOnce() throws InterruptedException {
    startAll(List.of(clock.nanos() - 1), List.of(0));

    assertThat(started).containsExactly(0);
  }

  @Test
  void oneThatFailsTakesNobodyAlong() throws InterruptedException {
    long instant = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(5);
    loop.execute(
        () ->
            starts.add(
                instant,
                () -> {
                  throw new IllegalStateException("a failure that the loop is to report");
                }));

    startAll(List.of(instant + 1), List.of(0));

    assertThat(started).containsExactly(0);
  }
}
