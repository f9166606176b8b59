package io.github.gatlingllm.record;

import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes every ended request of a run: counts it in the statistics of the calling thread, and hands
 * it to the writer thread, which alone touches files.
 *
 * <p>{@link #record} may be called by any thread and never blocks: no file, no lock. Files are
 * flushed at least once a second, so a process that is killed loses no more than that.
 *
 * <p>Bounded: if the writer falls behind by {@link #MAX_BACKLOG} requests, those beyond are counted
 * in the statistics but not logged, and {@link #notLogged()} says how many.
 */
public final class RunRecorder implements AutoCloseable {

  /** The most requests that wait to be written. */
  public static final int MAX_BACKLOG = 1 << 18;

  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final RunClock clock;
  private final List<RecordSink> sinks;
  private final List<String> problems = new ArrayList<>();
  private final Queue<RequestRecord> backlog = new ConcurrentLinkedQueue<>();
  private final AtomicInteger backlogSize = new AtomicInteger();
  private final LongAdder notLogged = new LongAdder();
  private final Queue<RunStatistics> statistics = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<RunStatistics> ofThread = ThreadLocal.withInitial(this::register);
  private final Thread writer;
  private volatile boolean closing;

  /** A recorder that writes to the given files, which become its own. */
  public RunRecorder(RunClock clock, List<RecordSink> sinks) {
    this.clock = clock;
    this.sinks = new ArrayList<>(sinks);
    this.writer = new Thread(this::write, "llm-run-log");
    writer.setDaemon(true);
    writer.start();
  }

  private RunStatistics register() {
    RunStatistics mine = new RunStatistics();
    statistics.add(mine);
    return mine;
  }

  /** Takes an ended request. */
  public void record(RequestRecord request) {
    ofThread.get().add(request);
    if (backlogSize.incrementAndGet() > MAX_BACKLOG) {
      backlogSize.decrementAndGet();
      notLogged.increment();
      return;
    }
    backlog.add(request);
  }

  private void write() {
    long flushed = clock.nanos();
    boolean dirty = false;
    while (true) {
      boolean last = closing;
      dirty |= drain();
      long now = clock.nanos();
      if (dirty && now - flushed >= FLUSH_NANOS) {
        forEachSink(RecordSink::flush);
        flushed = now;
        dirty = false;
      }
      if (last) {
        forEachSink(RecordSink::close);
        return;
      }
      LockSupport.parkNanos(this, IDLE_NANOS);
    }
  }

  private boolean drain() {
    boolean any = false;
    long until = clock.nanos() + FLUSH_NANOS;
    for (RequestRecord request = backlog.poll(); request != null; request = backlog.poll()) {
      backlogSize.decrementAndGet();
      RequestRecord next = request;
      forEachSink(sink -> sink.write(next));
      any = true;
      if (!closing && clock.nanos() > until) {
        break; // Under steady pressure the flush must still have its turn.
      }
    }
    return any;
  }

  private interface SinkCall {
    void on(RecordSink sink) throws IOException;
  }

  /** A file that fails is given up, with one word about it; the run and the other files go on. */
  private void forEachSink(SinkCall call) {
    for (RecordSink sink : List.copyOf(sinks)) {
      try {
        call.on(sink);
      } catch (IOException e) {
        sinks.remove(sink);
        synchronized (problems) {
          problems.add(sink.getClass().getSimpleName() + " is incomplete: " + e);
        }
      }
    }
  }

  /**
   * Writes what is left and closes the files. No request may be recorded after this.
   *
   * @return the statistics of all threads
   */
  public RunStatistics finish() {
    close();
    RunStatistics all = new RunStatistics();
    // Every thread counted before it queued, and the writer has taken all that was queued.
    statistics.forEach(all::add);
    return all;
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(writer);
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Requests that are counted but not in the log, because the writer could not keep up. */
  public long notLogged() {
    return notLogged.sum();
  }

  /** What went wrong with files, for people. */
  public List<String> problems() {
    synchronized (problems) {
      return List.copyOf(problems);
    }
  }
}
