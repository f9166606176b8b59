package io.github.gatlingllm.record;

import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.timing.RunClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes every ended request of a run: counts it in the statistics of the calling thread, and hands
 * it to the writer thread, which alone touches files.
 *
 * <p>{@link #record} may be called by any thread and never blocks: no file, no lock. Files are
 * flushed at least once a second, so a process that is killed loses no more than that.
 *
 * <p>Bounded: if what waits for the writer takes up {@link #MAX_BACKLOG_BYTES}, the requests beyond
 * are counted in the statistics but not logged, and {@link #notLogged()} says how many.
 *
 * <p>Once closed it takes no more: a request that ends later is neither counted nor logged, so that
 * the statistics that were handed out never change, and {@link #problems()} says how many.
 */
public final class RunRecorder implements AutoCloseable {

  /** The most memory that waits to be written: an eighth of the heap. */
  public static final long MAX_BACKLOG_BYTES = Runtime.getRuntime().maxMemory() / 8;

  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final RunClock clock;
  private final RequestLimits limits;
  private final GuardedSinks sinks;
  private final long maxBacklogBytes;
  private final Queue<RequestRecord> backlog = new ConcurrentLinkedQueue<>();
  private final AtomicLong backlogBytes = new AtomicLong();
  private final LongAdder notLogged = new LongAdder();
  private final LongAdder tooLate = new LongAdder();
  private final Queue<Ledger> ledgers = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<Ledger> ofThread = ThreadLocal.withInitial(this::register);
  private final Thread writer;
  private volatile boolean closed;
  private volatile boolean allQueued;

  /** A recorder that writes to the given files, which become its own. */
  public RunRecorder(RunClock clock, List<RecordSink> sinks) {
    this(clock, sinks, RequestLimits.NONE);
  }

  /** The same, which counts the requests that keep to such limits. */
  public RunRecorder(RunClock clock, List<RecordSink> sinks, RequestLimits limits) {
    this(clock, sinks, limits, MAX_BACKLOG_BYTES);
  }

  RunRecorder(RunClock clock, List<RecordSink> sinks, long maxBacklogBytes) {
    this(clock, sinks, RequestLimits.NONE, maxBacklogBytes);
  }

  private RunRecorder(
      RunClock clock, List<RecordSink> sinks, RequestLimits limits, long maxBacklogBytes) {
    this.clock = clock;
    this.limits = limits;
    this.sinks = new GuardedSinks(sinks);
    this.maxBacklogBytes = maxBacklogBytes;
    this.writer = new Thread(this::write, "llm-run-log");
    writer.setDaemon(true);
    writer.start();
  }

  private Ledger register() {
    Ledger mine = new Ledger(limits);
    ledgers.add(mine);
    return mine;
  }

  /** Takes an ended request. */
  public void record(RequestRecord request) {
    Ledger mine = ofThread.get();
    // First entered, then looked whether it is closed; close() does it the other way round. So one
    // of the two always sees the other.
    mine.enter();
    try {
      if (closed) {
        tooLate.increment();
        return;
      }
      mine.statistics().add(request);
      enqueue(request);
    } finally {
      mine.leave();
    }
  }

  private void enqueue(RequestRecord request) {
    long bytes = request.bytes();
    if (backlogBytes.addAndGet(bytes) > maxBacklogBytes) {
      backlogBytes.addAndGet(-bytes);
      notLogged.increment();
      return;
    }
    request.metrics().timeline().retain();
    backlog.add(request);
  }

  private void write() {
    try {
      writeUntilClosed();
    } catch (Throwable e) { // It must not end unseen.
      sinks.report("the files of the run are incomplete, their writer failed: " + e);
    } finally {
      sinks.close();
    }
  }

  private void writeUntilClosed() {
    long flushed = clock.nanos();
    boolean dirty = false;
    while (true) {
      boolean last = allQueued;
      RequestRecord next = backlog.poll();
      if (next != null) {
        sinks.write(next);
        backlogBytes.addAndGet(-next.bytes());
        next.metrics().timeline().release();
        dirty = true;
      } else if (last) {
        return;
      }
      // Looked at after each request: under steady pressure there is no other time.
      long now = clock.nanos();
      if (dirty && now - flushed >= FLUSH_NANOS) {
        sinks.flush();
        flushed = now;
        dirty = false;
      }
      if (next == null) {
        LockSupport.parkNanos(this, IDLE_NANOS);
      }
    }
  }

  /**
   * Writes what is left and closes the files. A request that is being recorded meanwhile is counted
   * and written; one that comes later is not.
   *
   * @return the statistics of all threads
   */
  public RunStatistics finish() {
    close();
    RunStatistics all = new RunStatistics(limits);
    ledgers.forEach(ledger -> all.add(ledger.statistics()));
    return all;
  }

  @Override
  public void close() {
    closed = true;
    ledgers.forEach(Ledger::awaitUnused);
    allQueued = true;
    LockSupport.unpark(writer);
    awaitWriter();
    // Only a writer that failed leaves any.
    while (backlog.poll() != null) {
      notLogged.increment();
    }
  }

  private void awaitWriter() {
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

  /**
   * What was counted of a level of which no request is open, and none will be.
   *
   * @param level its number
   */
  public LevelStatistics level(int level) {
    LevelStatistics all = new LevelStatistics(limits);
    for (Ledger ledger : ledgers) {
      LevelStatistics mine = ledger.statistics().levels().get(level);
      if (mine != null) {
        all.add(mine);
      }
    }
    return all;
  }

  /** The memory that waits for the writer, in bytes. */
  public long backlogBytes() {
    return backlogBytes.get();
  }

  /** Requests that are counted but not in the log, because the writer could not keep up. */
  public long notLogged() {
    return notLogged.sum();
  }

  /** What went wrong, for people. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(sinks.problems());
    if (tooLate.sum() > 0) {
      problems.add(tooLate.sum() + " requests ended after the results were closed: not counted");
    }
    return List.copyOf(problems);
  }
}
