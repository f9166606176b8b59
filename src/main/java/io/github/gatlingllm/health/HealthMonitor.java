package io.github.gatlingllm.health;

import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches the client from a thread of its own, as long as a run lasts. Event loops do no more for
 * it than to run a probe a hundred times a second.
 */
public final class HealthMonitor {

  /** Concurrency is looked at ten times a second; everything else once. */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final List<LoopLagProbe> probes;
  private final HealthSampler sampler;
  private final ClientHealth health;
  private final Thread thread;
  private @Nullable HealthLog log;
  private Optional<String> problem = Optional.empty();
  private volatile @Nullable HealthNow latest;
  private volatile boolean stopped;

  /**
   * Begins to watch.
   *
   * @param clock the run's clock
   * @param loops the event loops
   * @param load what the run's loads do
   * @param logBacklogBytes the memory that waits for the run log
   * @param logBacklogLimitBytes the most it may be
   * @param file where the time series goes, or null
   */
  public HealthMonitor(
      RunClock clock,
      List<Loop> loops,
      LoadState load,
      LongSupplier logBacklogBytes,
      long logBacklogLimitBytes,
      @Nullable Path file) {
    this.probes = loops.stream().map(loop -> new LoopLagProbe(clock, loop)).toList();
    this.health =
        new ClientHealth(
            new HealthStatistics(),
            new HealthStatistics(),
            loops.size(),
            Runtime.getRuntime().availableProcessors(),
            logBacklogLimitBytes);
    this.log = file == null ? null : open(file);
    this.sampler = new HealthSampler(clock, probes, load, logBacklogBytes, this::take);
    this.thread = new Thread(this::watch, "llm-health");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (failed, e) -> problem = Optional.of("client health was not watched to the end: " + e));
    probes.forEach(LoopLagProbe::start);
    thread.start();
  }

  private @Nullable HealthLog open(Path file) {
    try {
      return new HealthLog(file);
    } catch (IOException e) {
      problem = Optional.of(file.getFileName() + " cannot be written: " + e);
      return null;
    }
  }

  private void watch() {
    while (!stopped) {
      LockSupport.parkNanos(this, TICK_NANOS);
      sampler.tick();
    }
    sampler.finish();
  }

  private void take(HealthSample sample) {
    health.add(sample);
    latest = HealthNow.of(sample, health.processors());
    if (log != null) {
      try {
        log.write(sample);
      } catch (IOException e) {
        problem = Optional.of("health.jsonl is incomplete: " + e);
        closeLog();
      }
    }
  }

  private void closeLog() {
    if (log != null) {
      try {
        log.close();
      } catch (IOException e) {
        problem = problem.or(() -> Optional.of("health.jsonl is incomplete: " + e));
      }
      log = null;
    }
  }

  /** How the client did last, if it was looked at for long enough; may be asked by any thread. */
  public Optional<HealthNow> latest() {
    return Optional.ofNullable(latest);
  }

  /** Ends; returns what was seen. Called once. */
  public ClientHealth stop() {
    stopped = true;
    probes.forEach(LoopLagProbe::stop);
    LockSupport.unpark(thread);
    awaitThread();
    sampler.close();
    closeLog();
    return health;
  }

  private void awaitThread() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What went wrong with the file, for people; once stopped. */
  public Optional<String> problem() {
    return problem;
  }
}
