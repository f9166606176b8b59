package io.github.gatlingllm.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The timeout asserts nothing about speed: it turns a hang, which is a bug, into a failure. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PromptStreamTest {

  private static final PromptSource NUMBERS = index -> new Prompt(index, "prompt " + index, 2, 1);

  private final ExecutorService consumers = Executors.newCachedThreadPool();

  @AfterEach
  void stopConsumers() {
    consumers.shutdownNow();
  }

  private static List<Long> take(PromptStream stream, int count) {
    return LongStream.range(0, count).mapToObj(i -> stream.next().index()).toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 4", "7, 3", "256, 1", "256, 4"})
  void promptsComeInOrder(int lookAhead, int threads) {
    try (PromptStream stream = PromptStream.open(NUMBERS, lookAhead, threads)) {
      assertThat(take(stream, 2_000)).isEqualTo(LongStream.range(0, 2_000).boxed().toList());
    }
  }

  @Test
  void severalConsumersShareOneOrder() throws Exception {
    try (PromptStream stream = PromptStream.open(NUMBERS, 16, 2)) {
      List<Future<List<Long>>> takers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        takers.add(consumers.submit(() -> take(stream, 500)));
      }
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> taker : takers) {
        assertThat(taker.get()).isSorted();
        all.addAll(taker.get());
      }
      assertThat(all)
          .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 4_000).boxed().toList());
    }
  }

  @Test
  void theStreamGivesWhatTheSourceGives() {
    SyntheticPrompts source =
        SyntheticPrompts.of(
            Tokenizers.named("o200k_base"), TokenLength.normal(40), TokenLength.normal(10), 9);
    try (PromptStream stream = PromptStream.open(source)) {
      for (long i = 0; i < 600; i++) {
        assertThat(stream.next()).isEqualTo(source.prompt(i));
      }
    }
  }

  @Test
  void noMoreThanTheLookAheadIsProducedAhead() throws InterruptedException {
    Queue<Long> produced = new ConcurrentLinkedQueue<>();
    CountDownLatch filled = new CountDownLatch(5 + 3);
    PromptSource source =
        index -> {
          produced.add(index);
          filled.countDown();
          return NUMBERS.prompt(index);
        };
    try (PromptStream stream = PromptStream.open(source, 5, 1)) {
      take(stream, 3);
      filled.await();
      // The one producer is done with all that was ordered: a further prompt needs a further take.
      assertThat(produced).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }
  }

  @Test
  void aMillionPromptsAreNeverInMemoryTogether() {
    AtomicLong produced = new AtomicLong();
    AtomicLong taken = new AtomicLong();
    AtomicLong mostAhead = new AtomicLong();
    PromptSource source =
        index -> {
          long ahead = produced.incrementAndGet() - taken.get();
          mostAhead.accumulateAndGet(ahead, Math::max);
          return NUMBERS.prompt(index);
        };
    try (PromptStream stream = PromptStream.open(source, 256, 2)) {
      for (long i = 0; i < 1_000_000; i++) {
        assertThat(stream.next().index() == i).isTrue();
        taken.incrementAndGet();
      }
    }
    // One more is ordered as one is taken, before the taker has counted it.
    assertThat(mostAhead.get()).isBetween(1L, 257L);
  }

  @Test
  void longPromptsAreBoundedByTheirCharacters() {
    String text = "x".repeat((int) (PromptStream.MAX_CHARS / 4));
    AtomicLong produced = new AtomicLong();
    AtomicLong taken = new AtomicLong();
    AtomicLong mostAhead = new AtomicLong();
    PromptSource source =
        index -> {
          long ahead = produced.incrementAndGet() - taken.get();
          mostAhead.accumulateAndGet(ahead, Math::max);
          return new Prompt(index, text, 2, 1);
        };
    try (PromptStream stream = PromptStream.open(source, 256, 2)) {
      for (long i = 0; i < 2_000; i++) {
        assertThat(stream.next().index()).isEqualTo(i);
        taken.incrementAndGet();
      }
    }
    // Four fill it; two threads may have begun before; one is taken and not yet counted.
    assertThat(mostAhead.get()).isBetween(1L, 4 + 2 + 1L);
  }

  @Test
  void producersAreDaemons() {
    Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    PromptSource source =
        index -> {
          threads.add(Thread.currentThread());
          return NUMBERS.prompt(index);
        };
    try (PromptStream stream = PromptStream.open(source)) {
      stream.next();
      assertThat(threads).allMatch(Thread::isDaemon);
    }
  }

  @Test
  void aFailureReachesTheCallerAndStays() {
    IllegalStateException broken = new IllegalStateException("the tokenizer broke");
    PromptSource source =
        index -> {
          if (index == 3) {
            throw broken;
          }
          return NUMBERS.prompt(index);
        };
    try (PromptStream stream = PromptStream.open(source, 8, 2)) {
      assertThat(take(stream, 3)).containsExactly(0L, 1L, 2L);
      assertThatThrownBy(stream::next)
          .isInstanceOf(PromptException.class)
          .hasMessage("a prompt could not be produced: the tokenizer broke")
          .hasCause(broken);
      assertThatThrownBy(stream::next)
          .isInstanceOf(PromptException.class)
          .hasMessage("a prompt could not be produced: the tokenizer broke")
          .hasRootCause(broken);
    }
  }

  @Test
  void anErrorReachesTheCallerToo() {
    PromptSource source =
        index -> {
          throw new OutOfMemoryError("pretended");
        };
    try (PromptStream stream = PromptStream.open(source)) {
      assertThatThrownBy(stream::next)
          .isInstanceOf(PromptException.class)
          .hasRootCauseInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void aClosedStreamGivesNothing() {
    PromptStream stream = PromptStream.open(NUMBERS);
    stream.next();
    stream.close();
    stream.close();
    assertThatThrownBy(stream::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the prompt stream is closed");
  }

  @Test
  void closeStopsTheProducers() throws InterruptedException {
    Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    PromptSource source =
        index -> {
          threads.add(Thread.currentThread());
          return NUMBERS.prompt(index);
        };
    PromptStream stream = PromptStream.open(source, 64, 3);
    take(stream, 200);
    stream.close();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(threads).noneMatch(Thread::isAlive);
  }

  @Test
  void closeWakesWhoeverWaits() throws Exception {
    CountDownLatch producing = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    PromptSource stuck =
        index -> {
          producing.countDown();
          awaitQuietly(release);
          return NUMBERS.prompt(index);
        };
    PromptStream stream = PromptStream.open(stuck, 4, 1);
    producing.await();
    CountDownLatch taking = new CountDownLatch(3);
    Callable<Prompt> taker =
        () -> {
          taking.countDown();
          return stream.next();
        };
    List<Future<Prompt>> takers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      takers.add(consumers.submit(taker));
    }
    taking.await();
    stream.close();
    release.countDown();
    int given = 0;
    for (Future<Prompt> future : takers) {
      given += givenOrClosed(future);
    }
    // Only the prompt that was already being made can still be handed out.
    assertThat(given).isLessThanOrEqualTo(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int givenOrClosed(Future<Prompt> future) throws InterruptedException {
    try {
      future.get();
      return 1;
    } catch (ExecutionException e) {
      assertThat(e.getCause())
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the prompt stream is closed");
      return 0;
    }
  }

  @Test
  void anInterruptedCallerIsToldAndStaysInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    PromptSource stuck =
        index -> {
          awaitQuietly(never);
          return NUMBERS.prompt(index);
        };
    try (PromptStream stream = PromptStream.open(stuck)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(stream::next)
          .isInstanceOf(PromptException.class)
          .hasMessage("interrupted while waiting for a prompt");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 'look-ahead must be 1 to 65536, but is 0'",
    "65537, 1, 'look-ahead must be 1 to 65536, but is 65537'",
    "1, 0, 'threads must be 1 to 64, but is 0'",
    "1, 65, 'threads must be 1 to 64, but is 65'",
  })
  void boundsAreChecked(int lookAhead, int threads, String message) {
    assertThatThrownBy(() -> PromptStream.open(NUMBERS, lookAhead, threads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
