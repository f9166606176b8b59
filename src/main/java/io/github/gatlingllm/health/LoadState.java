package io.github.gatlingllm.health;

import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What all loads of a run do together at a moment. Safe for use by any thread. */
public final class LoadState {

  private final List<LoadGate> gates = new CopyOnWriteArrayList<>();

  /**
   * What the loads do at a moment.
   *
   * @param running whether any has begun and is not over
   * @param phase their phase, if it is one
   */
  record Moment(boolean running, Optional<Phase> phase) {}

  /** Another load takes part; one that does already makes no difference. */
  public void add(LoadGate gate) {
    if (!gates.contains(gate)) {
      gates.add(gate);
    }
  }

  Moment at(long nanos) {
    List<Phase> phases =
        gates.stream()
            .filter(gate -> isRunning(gate, nanos))
            .map(gate -> gate.phaseOf(nanos))
            .distinct()
            .toList();
    return new Moment(
        !phases.isEmpty(), phases.size() == 1 ? Optional.of(phases.get(0)) : Optional.empty());
  }

  /** A load without a profile may pause and go on: it is never over. */
  private static boolean isRunning(LoadGate gate, long nanos) {
    return gate.hasStartedAt(nanos) && (gate.profile().isEmpty() || !gate.isOver(nanos));
  }

  /** Requests that have ended; asked for before those started, so that none is open twice. */
  long ended() {
    return gates.stream().mapToLong(LoadGate::requestsEnded).sum();
  }

  long started() {
    return gates.stream().mapToLong(LoadGate::requestsStarted).sum();
  }

  /** Requests that are to be open at a moment; 0 if any load asks for no number of them. */
  long askedAt(long nanos) {
    boolean known = gates.stream().allMatch(LoadGate::isClosed);
    return known ? gates.stream().mapToLong(gate -> gate.targetAt(nanos)).sum() : 0;
  }
}
