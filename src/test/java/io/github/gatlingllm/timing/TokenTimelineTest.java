package io.github.gatlingllm.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class TokenTimelineTest {

  private final TokenTimeline timeline = new TokenTimeline();

  @Test
  void keepsEveryEventInOrder() {
    for (int i = 0; i < 1000; i++) {
      timeline.append(10L * i, i >= 5, i == 7 ? 70 : TokenTimeline.UNKNOWN);
    }

    assertThat(timeline.size()).isEqualTo(1000);
    assertThat(timeline.nanos(0)).isZero();
    assertThat(timeline.nanos(999)).isEqualTo(9990);
    assertThat(timeline.lastNanos()).isEqualTo(9990);
    assertThat(timeline.firstVisible()).isEqualTo(5);
    assertThat(timeline.hasRunningTokens()).isTrue();
    assertThat(timeline.runningTokens(7)).isEqualTo(70);
    assertThat(timeline.runningTokens(8)).isEqualTo(TokenTimeline.UNKNOWN);
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(timeline.isEmpty()).isTrue();
    assertThat(timeline.firstVisible()).isEqualTo(-1);
    assertThat(timeline.hasRunningTokens()).isFalse();
  }

  @Test
  void anEarlierEventMayTurnOutToBeVisible() {
    timeline.append(1, false, TokenTimeline.UNKNOWN);
    timeline.append(2, false, TokenTimeline.UNKNOWN);
    timeline.append(3, true, TokenTimeline.UNKNOWN);
    timeline.markVisible(1);
    assertThat(timeline.firstVisible()).isEqualTo(1);
    timeline.markVisible(2);
    timeline.markVisible(9);
    assertThat(timeline.firstVisible()).isEqualTo(1);
  }

  @Test
  void beyondItsBoundItCountsAndKeepsTheLastInstant() {
    for (int i = 0; i < TokenTimeline.MAX_EVENTS + 3; i++) {
      timeline.append(i, true, TokenTimeline.UNKNOWN);
    }

    assertThat(timeline.size()).isEqualTo(TokenTimeline.MAX_EVENTS);
    assertThat(timeline.overflow()).isEqualTo(3);
    assertThat(timeline.lastNanos()).isEqualTo(TokenTimeline.MAX_EVENTS + 2);
  }

  @Test
  void arraysServeOneStreamAfterTheOtherAndShowNothingOfTheLast() throws Exception {
    onLoop(
        () -> {
          TokenTimeline first = reused(300, 7);
          long bytes = first.bytes();
          first.release();
          TokenTimeline second = reused(10, TokenTimeline.UNKNOWN);

          assertThat(bytes).isEqualTo(512 * (Long.BYTES + Integer.BYTES));
          assertThat(second.bytes()).as("the arrays of the first").isEqualTo(bytes);
          assertThat(second.size()).isEqualTo(10);
          assertThat(second.nanos(9)).isEqualTo(9);
          assertThat(second.hasRunningTokens()).isFalse();
          assertThat(second.runningTokens(3)).isEqualTo(TokenTimeline.UNKNOWN);
          second.append(10, true, 11);
          assertThat(second.runningTokens(3)).isEqualTo(TokenTimeline.UNKNOWN);
          assertThat(second.runningTokens(10)).isEqualTo(11);
          assertThat(second.runningTokens(11)).isEqualTo(TokenTimeline.UNKNOWN);
        });
  }

  @Test
  void arraysAreLetGoByTheLastWhoReadsThem() throws Exception {
    onLoop(
        () -> {
          TokenTimeline read = reused(3, TokenTimeline.UNKNOWN);
          read.retain();
          read.release();
          TokenTimeline other = reused(3, TokenTimeline.UNKNOWN);
          other.append(99, true, TokenTimeline.UNKNOWN);

          assertThat(read.nanos(2)).isEqualTo(2);
          read.release();
          assertThat(read.size()).as("counts stay").isEqualTo(3);
          assertThat(read.lastNanos()).isEqualTo(2);
          assertThatThrownBy(() -> read.nanos(2)).isInstanceOf(IndexOutOfBoundsException.class);
          assertThatThrownBy(read::retain).isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(read::release).isInstanceOf(IllegalStateException.class);
        });
  }

  @Test
  void arraysOfItsOwnServeNobodyElse() throws Exception {
    onLoop(
        () -> {
          TokenTimeline own = new TokenTimeline();
          for (int i = 0; i < 300; i++) {
            own.append(i, true, TokenTimeline.UNKNOWN);
          }
          own.release();
          assertThat(reused(1, TokenTimeline.UNKNOWN).bytes()).isEqualTo(64 * Long.BYTES);
        });
  }

  @Test
  void veryLargeArraysAreNotKept() throws Exception {
    onLoop(
        () -> {
          reused(TimelineArrays.MAX_REUSED_EVENTS + 1, TokenTimeline.UNKNOWN).release();
          assertThat(reused(1, TokenTimeline.UNKNOWN).bytes()).isEqualTo(64 * Long.BYTES);
        });
  }

  /** Else all arrays would be as large as those of the longest streams, after a while. */
  @Test
  void arraysFarTooLargeForTheirStreamAreNotKept() throws Exception {
    onLoop(
        () -> {
          reused(5000, TokenTimeline.UNKNOWN).release();
          TokenTimeline next = reused(100, TokenTimeline.UNKNOWN);
          assertThat(next.bytes()).as("of the long stream").isEqualTo(8192 * Long.BYTES);
          next.release();
          assertThat(reused(1, TokenTimeline.UNKNOWN).bytes()).isEqualTo(64 * Long.BYTES);
        });
  }

  /** A loop writes streams while another thread reads them and lets them go. */
  @Test
  void arraysComeBackFromAnotherThreadAndNoEventIsLost() throws Exception {
    int streams = 20_000;
    BlockingQueue<TokenTimeline> ended = new ArrayBlockingQueue<>(64);
    Set<Long> sizes = ConcurrentHashMap.newKeySet();
    CompletableFuture<Void> loop = new CompletableFuture<>();
    thread(() -> write(streams, ended, sizes), loop);
    long wrong = 0;
    for (int i = 0; i < streams; i++) {
      TokenTimeline next = ended.take();
      for (int event = 0; event < next.size(); event++) {
        wrong += next.nanos(event) == i + event ? 0 : 1;
      }
      next.release();
    }
    loop.get();

    assertThat(wrong).isZero();
    assertThat(sizes).as("of a stream's first event: some are of a longer one").contains(1024L);
  }

  private static void write(int streams, BlockingQueue<TokenTimeline> ended, Set<Long> sizes)
      throws InterruptedException {
    for (int i = 0; i < streams; i++) {
      TokenTimeline stream = TokenTimeline.reused();
      for (int event = 0; event < 1 + i % 130; event++) {
        stream.append(i + event, true, TokenTimeline.UNKNOWN);
        sizes.add(event == 0 ? stream.bytes() : 0);
      }
      stream.retain();
      ended.put(stream);
      stream.release();
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  /** A thread of Netty's that has no arrays yet: only such threads use any again. */
  private static void onLoop(Step step) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    thread(step, done);
    done.get();
  }

  private static void thread(Step step, CompletableFuture<Void> done) {
    new FastThreadLocalThread(
            () -> {
              try {
                step.run();
                done.complete(null);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            })
        .start();
  }

  private static TokenTimeline reused(int events, int tokens) {
    TokenTimeline reused = TokenTimeline.reused();
    for (int i = 0; i < events; i++) {
      reused.append(i, true, tokens);
    }
    return reused;
  }
}
