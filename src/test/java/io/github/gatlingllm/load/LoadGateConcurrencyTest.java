package io.github.gatlingllm.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;

/** Eight threads at one gate. */
class LoadGateConcurrencyTest {

  private static final int THREADS = 8;
  private static final long MAX_REQUESTS = 10_000;

  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger openWhenTold = new AtomicInteger(-1);
  private final AtomicInteger told = new AtomicInteger();
  private final LoadGate gate =
      LoadGate.of(LoadProfile.concurrency(THREADS).maxRequests(MAX_REQUESTS));

  /** Begins and ends requests until the gate lets in no more; gives the numbers it got. */
  private List<Long> hammer(CountDownLatch go) throws InterruptedException {
    go.await();
    List<Long> numbers = new ArrayList<>();
    while (true) {
      open.incrementAndGet();
      Optional<LoadGate.Admission> admission = gate.tryStart(clock.incrementAndGet());
      if (admission.isEmpty()) {
        open.decrementAndGet();
        assertThat(gate.isSpent()).as("refused, so spent").isTrue();
        return numbers;
      }
      numbers.add(admission.get().number());
      assertThat(gate.isOver(clock.get())).as("one is open").isFalse();
      open.decrementAndGet();
      gate.ended();
    }
  }

  @RepeatedTest(10)
  void exactlySoManyAreLetInAndTheEndIsToldOnceAfterAllHaveEnded() throws Exception {
    gate.whenSpent(
        () -> {
          told.incrementAndGet();
          openWhenTold.set(gate.isOver(clock.get()) ? 0 : 1);
        });
    List<Long> numbers = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<List<Long>>> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        threads.add(pool.submit(() -> hammer(go)));
      }
      go.countDown();
      for (Future<List<Long>> thread : threads) {
        numbers.addAll(thread.get(60, TimeUnit.SECONDS));
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(numbers).hasSize((int) MAX_REQUESTS).doesNotHaveDuplicates();
    assertThat(numbers).allMatch(number -> number >= 0 && number < MAX_REQUESTS);
    assertThat(told).hasValue(1);
    assertThat(openWhenTold).as("open requests when the end was told").hasValue(0);
    assertThat(open).hasValue(0);
    assertThat(gate.isOver(clock.get())).isTrue();
  }
}
