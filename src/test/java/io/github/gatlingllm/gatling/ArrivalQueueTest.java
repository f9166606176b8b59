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

  private long passed;
  private int strays;
  private final ArrivalQueue queue = ArrivalQueue.shared(() -> passed, () -> strays++);

  private static long nanos(Arrival arrival) {
    return arrival == null ? -1 : arrival.nanos();
  }

  @Test
  void theEarliestComesFirstWhoeverToldOfIt() {
    queue.add(30, 0);
    queue.add(10, 0);
    queue.add(30, 0);
    queue.add(20, 0);
    List<Long> taken = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      taken.add(nanos(queue.takeDue(SECOND)));
    }
    assertThat(taken).containsExactly(10L, 20L, 30L, 30L, -1L);
  }

  @Test
  void whereNobodyElseComesAUserTakesItsArrivalHoweverEarlyItIs() {
    queue.add(10 * SECOND, 0);
    assertThat(nanos(queue.takeDue(0))).isEqualTo(10 * SECOND);
  }

  @Test
  void whereOthersComeTooOneThatIsTooEarlyIsOneOfThem() {
    queue.mix();
    queue.add(10 * SECOND, 0);
    long early = TimeUnit.MILLISECONDS.toNanos(50);
    assertThat(queue.takeDue(10 * SECOND - LEAD - early - 1)).isNull();
    assertThat(nanos(queue.takeDue(10 * SECOND - LEAD - early))).isEqualTo(10 * SECOND);
    assertThat(queue.takeDue(11 * SECOND)).isNull();
  }

  /** An arrival of a scenario without LLM requests: every loop has gone on, and nobody came. */
  @Test
  void whatNobodyTookThoughAllLoopsWentOnIsDropped() {
    long late = SECOND + TimeUnit.MILLISECONDS.toNanos(100) - LEAD;
    queue.add(SECOND, 0);
    queue.add(2 * SECOND, 0);
    passed = late;
    assertThat(nanos(queue.takeDue(2 * SECOND - LEAD))).isEqualTo(SECOND);
    queue.add(SECOND, 0);
    passed = late + 1;
    assertThat(nanos(queue.takeDue(2 * SECOND - LEAD))).isEqualTo(2 * SECOND);
    assertThat(strays).isEqualTo(1);
  }

  @Test
  void aClientThatIsLateBySecondsKeepsItsArrivals() {
    queue.add(SECOND, 0);
    passed = SECOND; // Its loops stand still.
    assertThat(nanos(queue.takeDue(60 * SECOND))).isEqualTo(SECOND);
    queue.add(SECOND, 9 * SECOND); // Gatling's injector does.
    passed = 9 * SECOND;
    assertThat(nanos(queue.takeDue(9 * SECOND))).isEqualTo(SECOND);
    ArrivalQueue own = ArrivalQueue.ofLoad();
    own.add(SECOND, 0);
    assertThat(nanos(own.takeDue(60 * SECOND))).isEqualTo(SECOND);
    assertThat(strays).isZero();
  }
}
