package io.github.gatlingllm.health;

import io.github.gatlingllm.health.HealthSample.Cpu;
import io.github.gatlingllm.health.HealthSample.Files;
import io.github.gatlingllm.health.HealthSample.Heap;
import io.github.gatlingllm.health.HealthSample.Pauses;
import io.github.gatlingllm.health.HealthSample.Requests;
import io.github.gatlingllm.health.HealthSample.Stops;
import org.HdrHistogram.Histogram;

/**
 * How the client did over many samples. Does not grow with their number. Not thread-safe. What this
 * system does not tell is below 0.
 */
public final class HealthStatistics {

  private final Histogram lag = new Histogram(HealthSample.LAG_DIGITS);
  private long nanos;
  private Cpu cpu = new Cpu(0, ProcessorTicks.NONE);
  private Heap heap = new Heap(0, HealthSample.UNKNOWN);
  private Pauses pauses = Pauses.NONE;
  private Stops stops = Stops.NONE;
  private long closedWindows;
  private long allocatedBytes;
  private Files files = new Files(HealthSample.UNKNOWN, HealthSample.UNKNOWN);
  private Requests requests = new Requests(0, 0, Concurrency.NONE, Concurrency.NONE);
  private long logBacklogBytes;

  void add(HealthSample sample) {
    sample.lagByLoop().forEach(lag::add);
    nanos += sample.nanos();
    cpu =
        new Cpu(
            sum(cpu.processNanos(), sample.cpu().processNanos()),
            cpu.machine().plus(sample.cpu().machine()));
    heap =
        new Heap(
            Math.max(heap.usedBytes(), sample.heap().usedBytes()),
            Math.max(heap.maxBytes(), sample.heap().maxBytes()));
    pauses = pauses.plus(sample.pauses());
    stops = stops.plus(sample.stops());
    closedWindows = sum(closedWindows, sample.closedWindows());
    allocatedBytes = sum(allocatedBytes, sample.allocatedBytes());
    files =
        new Files(
            Math.max(files.open(), sample.files().open()),
            Math.max(files.limit(), sample.files().limit()));
    requests =
        new Requests(
            requests.started() + sample.requests().started(),
            requests.ended() + sample.requests().ended(),
            requests.inFlight().plus(sample.requests().inFlight()),
            requests.whenSettled().plus(sample.requests().whenSettled()));
    logBacklogBytes = Math.max(logBacklogBytes, sample.logBacklogBytes());
  }

  private static long sum(long one, long other) {
    return one < 0 || other < 0 ? HealthSample.UNKNOWN : one + other;
  }

  /** How long the client was looked at, in nanoseconds. */
  public long nanos() {
    return nanos;
  }

  /** How late the event loops were, all together, in nanoseconds. */
  public Histogram lag() {
    return lag;
  }

  /** Processor time of this process, in nanoseconds. */
  public long processCpuNanos() {
    return cpu.processNanos();
  }

  /** The share of all processors of the machine that was used, or -1. */
  public double machineCpu() {
    return ofAllTicks(cpu.machine().busy());
  }

  /** The share of all processors of the machine that the hypervisor took, or -1. */
  public double steal() {
    return ofAllTicks(cpu.machine().steal());
  }

  private double ofAllTicks(long ticks) {
    long total = cpu.machine().total();
    return total == 0 ? HealthSample.UNKNOWN : (double) ticks / total;
  }

  /** The most heap in use, in bytes. */
  public long maxHeapUsedBytes() {
    return heap.usedBytes();
  }

  /** The most that the heap may become, in bytes. */
  public long heapLimitBytes() {
    return heap.maxBytes();
  }

  /** Garbage collections that stopped the JVM. */
  public long gcPauses() {
    return pauses.count();
  }

  /** How long these took together, in milliseconds. */
  public long gcPauseMillis() {
    return pauses.totalMillis();
  }

  /** How long the longest of these took, in milliseconds. */
  public long gcMaxPauseMillis() {
    return pauses.maxMillis();
  }

  /** How often the JVM stood still, collections included, or -1. */
  public long stops() {
    return stops.count();
  }

  /** How long it stood still together, the time until all threads had stopped included, or -1. */
  public long stoppedNanos() {
    return stops.nanos();
  }

  /** How often a receive queue of this machine was full, or -1. */
  public long closedWindows() {
    return closedWindows;
  }

  /** Memory that was allocated, in bytes. */
  public long allocatedBytes() {
    return allocatedBytes;
  }

  /** The most files and sockets that were open. */
  public long maxOpenFiles() {
    return files.open();
  }

  /** How many files and sockets may be open. */
  public long openFilesLimit() {
    return files.limit();
  }

  /** Requests started. */
  public long started() {
    return requests.started();
  }

  /** Requests ended. */
  public long ended() {
    return requests.ended();
  }

  /** Requests open at once, on average over the time in which the load had settled. */
  public double inFlight() {
    return requests.whenSettled().meanOpen();
  }

  /** Requests that were to be open at once in that time; 0 where that is not known. */
  public double inFlightAsked() {
    return requests.whenSettled().meanAsked();
  }

  /** The most memory that waited for the run log, in bytes. */
  public long maxLogBacklogBytes() {
    return logBacklogBytes;
  }
}
