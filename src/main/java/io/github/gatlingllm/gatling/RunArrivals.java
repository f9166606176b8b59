package io.github.gatlingllm.gatling;

import io.github.gatlingllm.gatling.ArrivalQueue.Arrival;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.timing.RunClock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The arrivals of one run: told of by the steps of its injection, taken by its users as they start.
 *
 * <p>The run that goes on is the one thing here that is static: Gatling tells a step neither its
 * run nor its scenario. A JVM has one run at a time, since Gatling's own configuration is static
 * too. A run that begins has arrivals of its own, so what a run that was cut has left is out of
 * reach.
 */
final class RunArrivals {

  private static final AtomicReference<@Nullable RunArrivals> CURRENT = new AtomicReference<>();

  private final RunClock clock;
  private final Map<OpenLoad, ArrivalQueue> ofLoads = new ConcurrentHashMap<>(); // By identity.
  private final Map<OpenLoad, LoadGate> gates = new ConcurrentHashMap<>(); // The same.
  private final ArrivalQueue ofOthers = new ArrivalQueue();
  private boolean used;

  private RunArrivals(RunClock clock) {
    this.clock = clock;
  }

  /** Those of a run that begins. */
  static RunArrivals open(RunClock clock) {
    RunArrivals arrivals = new RunArrivals(clock);
    CURRENT.set(arrivals);
    return arrivals;
  }

  /** Those of the run that goes on, if it has LLM requests. */
  static Optional<RunArrivals> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** The run is over. */
  void close() {
    CURRENT.compareAndSet(this, null);
  }

  RunClock clock() {
    return clock;
  }

  /**
   * A scenario takes part whose protocol has a load, or null. The arrivals of a load are its own
   * users' alone; those of all others share a queue, since which scenario a step is of nobody
   * tells. Called on the main thread, before any user starts.
   *
   * @param gate the load's
   */
  void use(@Nullable LoadProfile load, LoadGate gate) {
    if (load instanceof OpenLoad open) {
      ofLoads.computeIfAbsent(open, l -> new ArrivalQueue());
      gates.put(open, gate);
    }
    if (used) {
      ofOthers.mix();
    }
    used = true;
  }

  /**
   * When a load is to begin is known, or known better. It must be told before its first user is
   * there: a run whose other loads are over would end without it.
   */
  void plan(OpenLoad load, long beginNanos) {
    LoadGate gate = gates.get(load);
    if (gate != null) {
      gate.begin(beginNanos);
    }
  }

  /** Where the arrivals of a load go: with those of all others, unless a protocol has it. */
  ArrivalQueue queueOf(OpenLoad load) {
    return ofLoads.getOrDefault(load, ofOthers);
  }

  /** The arrival of a user that starts now and whose protocol has no load, or not this kind. */
  @Nullable Arrival takeDue(long nowNanos) {
    return ofOthers.takeDue(nowNanos);
  }

  /** The arrival of a user that starts now and whose protocol has a load. */
  @Nullable Arrival takeDue(OpenLoad load, long nowNanos) {
    return queueOf(load).takeDue(nowNanos);
  }
}
