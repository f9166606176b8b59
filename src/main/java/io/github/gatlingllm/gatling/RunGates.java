package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.RunningLoad;
import io.github.gatlingllm.objective.ObjectiveWatch;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The loads of a run: a gate for each profile, which all protocols with that profile share, and one
 * for all that have none. Safe for use by any thread.
 */
final class RunGates {

  private static final LoadProfile NO_PROFILE = LoadProfile.concurrency(1);

  private final Map<LoadProfile, LoadGate> gates = new ConcurrentHashMap<>(); // By identity.
  private final List<RunningLoad> loads = new CopyOnWriteArrayList<>();

  /**
   * The gate of a profile, made if it is the first time that it is asked for.
   *
   * @param profile the load, or null if whoever injects the users decides
   * @param whenSpent what to do when a closed load has made all its requests
   */
  LoadGate of(@Nullable LoadProfile profile, Runnable whenSpent) {
    LoadGate gate =
        profile == null
            ? gates.computeIfAbsent(NO_PROFILE, p -> LoadGate.open())
            : gates.computeIfAbsent(profile, p -> made(p, whenSpent));
    if (!loads.contains(gate)) {
      loads.add(gate);
    }
    return gate;
  }

  private static LoadGate made(LoadProfile profile, Runnable whenSpent) {
    LoadGate gate = LoadGate.of(profile);
    if (gate.isClosed()) { // The arrivals of an open one end by themselves, and Gatling with them.
      gate.whenSpent(whenSpent);
    }
    return gate;
  }

  /** Another load, which has gates of its own. */
  void add(RunningLoad load) {
    loads.add(load);
  }

  /** All loads of the run; grows with them. */
  Collection<RunningLoad> loads() {
    return loads;
  }

  /** The gates made here; grows with them. */
  Collection<LoadGate> all() {
    return gates.values();
  }

  /** Whether somebody else injects the users of a load, so that its end is not known. */
  boolean hasUnknownEnd() {
    return gates.containsKey(NO_PROFILE);
  }

  /**
   * How many requests the loads with gates of here may make together; {@link
   * ObjectiveWatch#UNKNOWN} unless each has a number.
   */
  long mostRequests() {
    long most = 0;
    for (LoadProfile profile : gates.keySet()) {
      if (profile.maxRequests().isEmpty()) {
        return ObjectiveWatch.UNKNOWN;
      }
      most += profile.maxRequests().getAsLong();
    }
    return most;
  }

  /** Whether a load that has begun, and that this extension is to end, would go on. */
  boolean goOn(long nowNanos) {
    return loads.stream()
        .filter(load -> load.endsByUs() && load.hasStarted())
        .anyMatch(load -> !load.isOver(nowNanos));
  }
}
