package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RunRecorderTest {

  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final AtomicLong nanos = new AtomicLong();
  private final RunClock clock = RunClock.of(nanos::get, Instant.EPOCH);

  /** Keeps what it is told. */
  private static class ListSink implements RecordSink {
    final List<String> written = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch flushed = new CountDownLatch(1);
    volatile int closed;

    @Override
    public void write(RequestRecord request) throws IOException {
      written.add(request.requestId());
    }

    @Override
    public void flush() {
      flushed.countDown();
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void requestsAreWrittenInTheOrderInWhichTheyEnded() {
    ListSink sink = new ListSink();
    RunRecorder recorder = new RunRecorder(clock, List.of(sink));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      recorder.record(Requests.numbered(i));
      ids.add("id-" + i);
    }
    RunStatistics statistics = recorder.finish();
    assertThat(sink.written).isEqualTo(ids);
    assertThat(statistics.total()).isEqualTo(1000);
    assertThat(sink.closed).isEqualTo(1);
    assertThat(recorder.problems()).isEmpty();
    assertThat(recorder.notLogged()).isZero();
  }

  @Test
  void nothingRecordedIsNothingCounted() {
    ListSink sink = new ListSink();
    RunRecorder recorder = new RunRecorder(clock, List.of(sink));
    assertThat(recorder.finish().total()).isZero();
    assertThat(sink.written).isEmpty();
    assertThat(sink.closed).isEqualTo(1);
    assertThat(new RunRecorder(clock, List.of()).finish().total()).isZero();
  }

  @Test
  void closingTwiceIsClosingOnce() {
    ListSink sink = new ListSink();
    RunRecorder recorder = new RunRecorder(clock, List.of(sink));
    recorder.record(Requests.numbered(1));
    recorder.close();
    recorder.close();
    assertThat(recorder.finish().total()).isEqualTo(1);
    assertThat(recorder.finish().total()).isEqualTo(1);
    assertThat(sink.closed).isEqualTo(1);
  }

  @Test
  void whatIsWrittenIsFlushedThoughNothingFollows() throws InterruptedException {
    ListSink sink = new ListSink();
    try (RunRecorder recorder = new RunRecorder(clock, List.of(sink))) {
      recorder.record(Requests.numbered(1));
      while (!sink.flushed.await(1, TimeUnit.MILLISECONDS)) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      }
      assertThat(sink.closed).isZero();
    }
  }

  @Test
  void underSteadyPressureFilesAreFlushedWithinASecond() {
    List<Long> unflushed = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch enough = new CountDownLatch(10);
    RunRecorder[] self = new RunRecorder[1];
    CountDownLatch ready = new CountDownLatch(1);
    RecordSink pressed =
        new RecordSink() {
          private long since = nanos.get();

          /** There is always a next request before this one is written. */
          @Override
          public void write(RequestRecord request) {
            await(ready);
            nanos.addAndGet(STEP_NANOS);
            self[0].record(request);
          }

          @Override
          public void flush() {
            unflushed.add(nanos.get() - since);
            since = nanos.get();
            enough.countDown();
          }

          @Override
          public void close() {}
        };
    RunRecorder recorder = new RunRecorder(clock, List.of(pressed));
    self[0] = recorder;
    ready.countDown();
    recorder.record(Requests.numbered(1));
    await(enough);
    recorder.close();
    assertThat(unflushed).allMatch(waited -> waited <= TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void aFileThatFailsIsClosedAndGivenUpAndTheOthersGoOn() {
    for (Throwable failure :
        List.of(new IOException("disk full"), new IllegalStateException("bug"), new Error("bad"))) {
      ListSink good = new ListSink();
      FailingSink bad = new FailingSink(failure);
      RunRecorder recorder = new RunRecorder(clock, List.of(bad, good));
      for (int i = 0; i < 5; i++) {
        recorder.record(Requests.numbered(i));
      }
      assertThat(recorder.finish().total()).isEqualTo(5);
      assertThat(good.written).hasSize(5);
      assertThat(bad.written).as("before it failed").hasSize(1);
      assertThat(bad.closed).isEqualTo(1);
      assertThat(recorder.problems()).containsExactly("FailingSink is incomplete: " + failure);
    }
  }

  /** Fails at the second request. */
  private static final class FailingSink extends ListSink {
    private final Throwable failure;

    FailingSink(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public void write(RequestRecord request) throws IOException {
      if (!written.isEmpty()) {
        if (failure instanceof IOException e) {
          throw e;
        }
        if (failure instanceof Error e) {
          throw e;
        }
        throw (RuntimeException) failure;
      }
      super.write(request);
    }
  }

  @Test
  void aWriterThatFailsItselfSaysSoAndClosesTheFiles() {
    AtomicLong reads = new AtomicLong();
    RunClock broken =
        RunClock.of(
            () -> {
              if (reads.incrementAndGet() > 1) { // The first is the clock's own.
                throw new IllegalStateException("no time");
              }
              return 0;
            },
            Instant.EPOCH);
    ListSink sink = new ListSink();
    RunRecorder recorder = new RunRecorder(broken, List.of(sink));
    recorder.record(Requests.numbered(1));
    assertThat(recorder.finish().total()).isEqualTo(1);
    assertThat(recorder.notLogged()).isEqualTo(1);
    assertThat(sink.closed).isEqualTo(1);
    assertThat(recorder.problems())
        .singleElement()
        .asString()
        .contains("incomplete")
        .contains("no time");
  }

  @Test
  void whatExceedsTheBacklogIsCountedButNotLogged() {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ListSink slow =
        new ListSink() {
          @Override
          public void write(RequestRecord request) throws IOException {
            writing.countDown();
            RunRecorderTest.await(goOn);
            super.write(request);
          }
        };
    RunRecorder recorder = new RunRecorder(clock, List.of(slow), 4 * Requests.numbered(0).bytes());
    recorder.record(Requests.numbered(0));
    await(writing);
    for (int i = 1; i <= 8; i++) {
      recorder.record(Requests.numbered(i));
    }
    assertThat(recorder.notLogged()).isEqualTo(5);
    goOn.countDown();
    assertThat(recorder.finish().total()).isEqualTo(9);
    assertThat(slow.written).containsExactly("id-0", "id-1", "id-2", "id-3");
  }

  @Test
  void allThatManyThreadsRecordedIsCountedAndWritten() throws Exception {
    ListSink sink = new ListSink();
    RunRecorder recorder = new RunRecorder(clock, List.of(sink));
    hammer(recorder, 8, 500);
    RunStatistics statistics = recorder.finish();
    assertThat(statistics.total()).isEqualTo(4000);
    assertThat(statistics.phase(Phase.STEADY).ok()).isEqualTo(4000);
    assertThat(sink.written).hasSize(4000);
  }

  @Test
  void whatIsRecordedWhileFinishingIsCountedAndWrittenOrNeither() throws Exception {
    for (int round = 0; round < 20; round++) {
      ListSink sink = new ListSink();
      RunRecorder recorder = new RunRecorder(clock, List.of(sink));
      ExecutorService finisher = Executors.newSingleThreadExecutor();
      try {
        recorder.record(Requests.numbered(0));
        Future<RunStatistics> finished = finisher.submit(recorder::finish);
        hammer(recorder, 4, 200);
        long total = finished.get(60, TimeUnit.SECONDS).total();
        assertThat(sink.written).hasSize((int) total);
        assertThat(recorder.finish().total()).as("it never changes again").isEqualTo(total);
        if (total < 801) {
          assertThat(recorder.problems())
              .containsExactly(
                  (801 - total) + " requests ended after the results were closed: not counted");
        }
      } finally {
        finisher.shutdownNow();
      }
    }
  }

  private static void hammer(RunRecorder recorder, int threads, int each) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            pool.submit(
                () -> {
                  for (int n = 0; n < each; n++) {
                    recorder.record(Requests.numbered(n));
                  }
                }));
      }
      for (Future<?> thread : running) {
        thread.get(60, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
