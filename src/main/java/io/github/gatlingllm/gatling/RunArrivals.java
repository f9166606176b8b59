package io.github.gatlingllm.gatling;

import io.github.gatlingllm.gatling.ArrivalQueue.Arrival;
import io.github.gatlingllm.health.Loop;
import io.github.gatlingllm.load.LevelPlan;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.timing.RunClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final Map<LevelPlan, RunLevels> ofLevels = new ConcurrentHashMap<>();
  private final Map<Long, Integer> feeders = new ConcurrentHashMap<>(); // How many by seed.
  private final AtomicBoolean strays = new AtomicBoolean();
  private @Nullable LoopProgress progress;
  private volatile @Nullable ArrivalQueue ofOthers;
  private int scenarios;

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
    LoopProgress watched = progress;
    if (watched != null) {
      watched.stop();
    }
  }

  /** The seed of another feeder that asks for one ({@link FeederSeeds}). */
  long feederSeed(long asked) {
    int before = feeders.merge(asked, 1, Integer::sum) - 1;
    return before == 0
        ? asked
        : new SplittableRandom(new SplittableRandom(asked).nextLong() + before).nextLong();
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
   * @param loops those that start users
   */
  void use(@Nullable LoadProfile load, LoadGate gate, List<Loop> loops) {
    scenarios++;
    if (load instanceof OpenLoad open) {
      ofLoads.computeIfAbsent(open, l -> ArrivalQueue.ofLoad());
      gates.put(open, gate);
    } else if (load == null && ofOthers == null) {
      LoopProgress watched = LoopProgress.watch(loops, clock);
      progress = watched;
      ofOthers = ArrivalQueue.shared(watched::nanos, this::tellOfStrays);
    }
    ArrivalQueue shared = ofOthers;
    if (shared != null && scenarios > 1) {
      shared.mix();
    }
  }

  /** A protocol has levels. Called on the main thread, before any user starts. */
  void use(RunLevels levels) {
    ofLevels.put(levels.plan(), levels);
  }

  /** The levels of a plan, if a protocol of the run has them. */
  Optional<RunLevels> levelsOf(LevelPlan plan) {
    return Optional.ofNullable(ofLevels.get(plan));
  }

  private void tellOfStrays() {
    if (!strays.get() && strays.compareAndSet(false, true)) {
      System.err.println(
          "gatling-llm: a scenario without LLM requests has an arrival process, and users of others"
              + " may take its arrivals, which makes them look late by up to 0.2 s; give the load"
              + " of the others to their protocol");
    }
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

  /**
   * Where the arrivals of a load go: with those of all others, unless a protocol has it. Null if
   * nobody would ask for them.
   */
  @Nullable ArrivalQueue queueOf(OpenLoad load) {
    ArrivalQueue own = ofLoads.get(load);
    return own == null ? ofOthers : own;
  }

  /** The arrival of a user that starts now and whose protocol has no load. */
  @Nullable Arrival takeDue(long nowNanos) {
    ArrivalQueue shared = ofOthers;
    return shared == null ? null : shared.takeDue(nowNanos);
  }

  /** The arrival of a user that starts now and whose protocol has a load. */
  @Nullable Arrival takeDue(OpenLoad load, long nowNanos) {
    ArrivalQueue queue = queueOf(load);
    return queue == null ? null : queue.takeDue(nowNanos);
  }
}
