package io.github.gatlingllm.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.load.BacklogWatch.Look;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** A queue with some servers, simulated, and looked at every 20 ms. */
class BacklogWatchTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long FIRST_TOKEN = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);

  private record Request(long endNanos, long ttftNanos) {}

  /** Requests at a rate for so many servers; each takes a mean time, exponentially distributed. */
  private static final class Queue {
    private final Random random;
    private final PriorityQueue<Request> open =
        new PriorityQueue<>(Comparator.comparingLong(Request::endNanos));
    private final long[] freeAt;
    private final double rate;
    private final double serviceSeconds;
    private long nextNanos;
    private long started;
    private long ended;
    private long ttftNanos;

    Queue(long seed, double rate, int servers, double serviceSeconds) {
      this.random = new Random(seed);
      this.rate = rate;
      this.freeAt = new long[servers];
      this.serviceSeconds = serviceSeconds;
    }

    private long exponential(double meanSeconds) {
      return (long) (-Math.log(1 - random.nextDouble()) * meanSeconds * SECOND);
    }

    Look at(long nanos, ToLongFunction<Long> late) {
      while (nextNanos <= nanos) {
        int first = 0;
        for (int i = 1; i < freeAt.length; i++) {
          first = freeAt[i] < freeAt[first] ? i : first;
        }
        long begin = Math.max(nextNanos, freeAt[first]);
        freeAt[first] = begin + exponential(serviceSeconds);
        open.add(new Request(freeAt[first], begin - nextNanos + FIRST_TOKEN));
        started++;
        nextNanos += exponential(1 / rate);
      }
      while (!open.isEmpty() && open.peek().endNanos() <= nanos) {
        ttftNanos += open.remove().ttftNanos();
        ended++;
      }
      return new Look(nanos, started, ended, ended, ttftNanos, late.applyAsLong(started));
    }
  }

  private static Optional<Double> secondsUntilCut(Queue queue, int seconds) {
    BacklogWatch watch = new BacklogWatch(0);
    for (long nanos = 0; nanos < seconds * SECOND; nanos += TICK) {
      Optional<LevelCourse.Cut> cut = watch.look(queue.at(nanos, started -> 0));
      if (cut.isPresent()) {
        assertThat(cut.get().kind()).isEqualTo(LevelCourse.Cut.Kind.ENDPOINT);
        return Optional.of(nanos / (double) SECOND);
      }
    }
    return Optional.empty();
  }

  @Test
  void anEndpointThatKeepsUpIsNeverTakenForOneThatDoesNot() {
    for (long seed = 0; seed < 30; seed++) {
      // 8 servers for 2 s each: 4 a second are the most; at 3.2 there is a queue now and then.
      assertThat(secondsUntilCut(new Queue(seed, 3.2, 8, 2), 120)).isEmpty();
    }
  }

  @Test
  void theFirstAnswersAreWaitedForHoweverLongTheyTake() {
    for (long seed = 0; seed < 10; seed++) {
      assertThat(secondsUntilCut(new Queue(seed, 20, 10_000, 30), 120)).isEmpty();
    }
  }

  @Test
  void twiceTheLoadIsNoticedLongBeforeTheEnd() {
    for (long seed = 0; seed < 10; seed++) {
      assertThat(secondsUntilCut(new Queue(seed, 40, 8, 0.4), 120).orElseThrow()).isLessThan(20);
    }
  }

  @Test
  void aClientThatIsLateIsToBlame() {
    BacklogWatch watch = new BacklogWatch(0);
    Queue queue = new Queue(1, 100, 1000, 0.1);
    Optional<LevelCourse.Cut> cut = Optional.empty();
    long perRequest = TimeUnit.MILLISECONDS.toNanos(150);
    for (long nanos = 0; nanos < 10 * SECOND && cut.isEmpty(); nanos += TICK) {
      cut = watch.look(queue.at(nanos, started -> started * perRequest));
    }

    assertThat(cut.orElseThrow().kind()).isEqualTo(LevelCourse.Cut.Kind.CLIENT);
    assertThat(cut.orElseThrow().reason()).contains("started 150 ms late");
  }

  @Test
  void aClientThatIsALittleLateIsNot() {
    BacklogWatch watch = new BacklogWatch(0);
    Queue queue = new Queue(1, 100, 1000, 0.1);
    long perRequest = TimeUnit.MILLISECONDS.toNanos(90);
    for (long nanos = 0; nanos < 10 * SECOND; nanos += TICK) {
      assertThat(watch.look(queue.at(nanos, started -> started * perRequest))).isEmpty();
    }
  }
}
