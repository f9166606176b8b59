package io.github.gatlingllm.report;

import io.github.gatlingllm.health.ClientHealth;
import io.github.gatlingllm.health.HealthStatistics;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * How the client did, in the steady phase where there was one. What the system does not tell is
 * empty.
 *
 * @param ofSteady whether these are of the steady phase; else from the first request to the last
 * @param seconds how long that was
 * @param loops event loops
 * @param lag how late these were, if any of them was seen
 * @param cpu processors
 * @param gc garbage collections that stopped the JVM
 * @param stops all that stopped the JVM, if it tells
 * @param memory the heap
 * @param files open files and sockets, if the system tells
 * @param closedWindows how often a receive queue of this machine was full, if the system tells
 * @param load what the load did
 * @param logBacklogShare the most memory that waited for the run log, as a share of its limit
 */
record HealthFigures(
    boolean ofSteady,
    double seconds,
    int loops,
    Optional<Lag> lag,
    Cpu cpu,
    Gc gc,
    Optional<Stops> stops,
    Memory memory,
    Optional<Files> files,
    Optional<Long> closedWindows,
    Load load,
    double logBacklogShare) {

  /** How late event loops were, in milliseconds. */
  record Lag(double p50, double p90, double p99, double p999, double max) {}

  /**
   * Processors.
   *
   * @param processors those of this JVM
   * @param processCores how many of these the process used, on average
   * @param machine the share of the machine's that were busy
   * @param steal the share of the machine's that the hypervisor took
   */
  record Cpu(
      int processors,
      Optional<Double> processCores,
      Optional<Double> machine,
      Optional<Double> steal) {

    /** The share of the JVM's processors that this process used. */
    Optional<Double> process() {
      return processCores.map(cores -> cores / processors);
    }
  }

  /**
   * Garbage collections that stopped the JVM.
   *
   * @param pauses how many
   * @param totalMs how long they took together
   * @param maxMs how long the longest took
   * @param timeShare the share of time in them
   */
  record Gc(long pauses, double totalMs, double maxMs, double timeShare) {}

  /**
   * All that stopped the JVM, collections included.
   *
   * @param count how many times
   * @param totalMs how long all of them took
   * @param timeShare the share of time in them
   */
  record Stops(long count, double totalMs, double timeShare) {}

  /**
   * The heap.
   *
   * @param maxUsedBytes the most in use, garbage included
   * @param limitBytes the most it may become, if it is bounded
   * @param allocatedBytesPerSecond how fast memory was allocated
   */
  record Memory(
      long maxUsedBytes, Optional<Long> limitBytes, Optional<Double> allocatedBytesPerSecond) {}

  /**
   * Open files and sockets.
   *
   * @param maxOpen the most that were open
   * @param limit how many may be
   */
  record Files(long maxOpen, long limit) {
    double share() {
      return Numbers.ratio(maxOpen, limit);
    }
  }

  /**
   * What the load did.
   *
   * @param startedPerSecond requests started
   * @param endedPerSecond requests ended
   * @param concurrency streams open at once on average, asked for and there, where a number was
   *     asked for and the load had the time to settle
   */
  record Load(double startedPerSecond, double endedPerSecond, Optional<Concurrency> concurrency) {}

  /**
   * Streams open at once, on average.
   *
   * @param asked as the load says
   * @param achieved as it was
   */
  record Concurrency(double asked, double achieved) {
    double shortfall() {
      return Math.max(0, 1 - Numbers.ratio(achieved, asked));
    }
  }

  static HealthFigures of(ClientHealth health) {
    boolean steady = health.steady().lag().getTotalCount() > 0;
    HealthStatistics of = steady ? health.steady() : health.running();
    double seconds = of.nanos() / Numbers.NANOS_PER_SECOND;
    return new HealthFigures(
        steady,
        seconds,
        health.loops(),
        lag(of.lag()),
        new Cpu(
            health.processors(),
            of.nanos() > 0
                ? known((double) of.processCpuNanos()).map(nanos -> nanos / of.nanos())
                : Optional.empty(),
            known(of.machineCpu()),
            known(of.steal())),
        new Gc(
            of.gcPauses(),
            of.gcPauseMillis(),
            of.gcMaxPauseMillis(),
            Numbers.ratio(of.gcPauseMillis(), seconds * 1e3)),
        stops(of),
        new Memory(
            of.maxHeapUsedBytes(),
            of.heapLimitBytes() > 0 ? Optional.of(of.heapLimitBytes()) : Optional.empty(),
            known((double) of.allocatedBytes()).map(bytes -> Numbers.ratio(bytes, seconds))),
        of.openFilesLimit() > 0
            ? Optional.of(new Files(of.maxOpenFiles(), of.openFilesLimit()))
            : Optional.empty(),
        of.closedWindows() < 0 ? Optional.empty() : Optional.of(of.closedWindows()),
        load(of, seconds),
        Numbers.ratio(of.maxLogBacklogBytes(), health.logBacklogLimitBytes()));
  }

  private static Optional<Stops> stops(HealthStatistics of) {
    return of.stops() < 0
        ? Optional.empty()
        : Optional.of(
            new Stops(
                of.stops(),
                of.stoppedNanos() / Numbers.NANOS_PER_MILLI,
                Numbers.ratio(of.stoppedNanos(), of.nanos())));
  }

  private static Optional<Lag> lag(Histogram nanos) {
    return nanos.getTotalCount() == 0
        ? Optional.empty()
        : Optional.of(
            new Lag(
                millis(nanos, 50),
                millis(nanos, 90),
                millis(nanos, 99),
                millis(nanos, 99.9),
                nanos.getMaxValue() / Numbers.NANOS_PER_MILLI));
  }

  private static double millis(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / Numbers.NANOS_PER_MILLI;
  }

  private static Load load(HealthStatistics of, double seconds) {
    return new Load(
        Numbers.ratio(of.started(), seconds),
        Numbers.ratio(of.ended(), seconds),
        of.inFlightAsked() > 0
            ? Optional.of(new Concurrency(of.inFlightAsked(), of.inFlight()))
            : Optional.empty());
  }

  private static Optional<Double> known(double value) {
    return value < 0 ? Optional.empty() : Optional.of(value);
  }
}
