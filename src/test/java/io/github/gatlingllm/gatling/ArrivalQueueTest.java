package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.gatling.ArrivalQueue.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ArrivalQueueTest {

  private static final long LEAD = ArrivalQueue.LEAD_NANOS;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final ArrivalQueue queue = new ArrivalQueue();

  private static long nanos(Arrival arrival) {
    return arrival == null ? -1 : arrival.nanos();
  }

  @Test
  void theEarliestComesFirstWhoeverToldOfIt() {
    queue.add(30);
    queue.add(10);
    queue.add(30);
    queue.add(20);
    List<Long> taken = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      taken.add(nanos(queue.takeDue(SECOND)));
    }
    assertThat(taken).containsExactly(10L, 20L, 30L, 30L, -1L);
  }

  @Test
  void whereNobodyElseComesAUserTakesItsArrivalHoweverEarlyItIs() {
    queue.add(10 * SECOND);
    assertThat(nanos(queue.takeDue(0))).isEqualTo(10 * SECOND);
  }

  @Test
  void whereOthersComeTooOneThatIsTooEarlyIsOneOfThem() {
    queue.mix();
    queue.add(10 * SECOND);
    long early = TimeUnit.MILLISECONDS.toNanos(50);
    assertThat(queue.takeDue(10 * SECOND - LEAD - early - 1)).isNull();
    assertThat(nanos(queue.takeDue(10 * SECOND - LEAD - early))).isEqualTo(10 * SECOND);
    assertThat(queue.takeDue(11 * SECOND)).isNull();
  }
}
