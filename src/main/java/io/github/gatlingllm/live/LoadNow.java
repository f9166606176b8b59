package io.github.gatlingllm.live;

import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.load.Phase;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the loads of a run do at a moment, all together. Of levels it is the present one.
 *
 * @param activity the phase in a word; several loads may be in several
 * @param elapsedNanos how long ago the first of them began
 * @param open requests in flight
 * @param asked streams that are to be open; 0 where nobody asks for a number
 * @param askedPerSecond requests a second that are to start; NaN where nobody asks for a rate
 * @param started requests started
 * @param ended requests ended
 * @param most requests that there will be, where that is known; 0 where not
 * @param share how much of the load is over, from 0 to 1; NaN where there is no known end
 * @param leftNanos how long it will take, if that can be told
 */
public record LoadNow(
    String activity,
    long elapsedNanos,
    long open,
    long asked,
    double askedPerSecond,
    long started,
    long ended,
    long most,
    double share,
    OptionalLong leftNanos) {

  /** Of a load whose users Gatling alone decides on. */
  static final String RUNNING = "running";

  /** Nothing is sent yet, or between two levels. */
  static final String SETTLING = "settling";

  static final String SEVERAL = "several phases";

  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * Looks at loads.
   *
   * @param gates those that have begun or are about to, at least one
   * @param beginNanos when the first of them began
   * @param nowNanos now, on the run's clock
   * @param endedPerSecond requests that end a second, at present
   */
  static LoadNow of(List<LoadGate> gates, long beginNanos, long nowNanos, double endedPerSecond) {
    // In this order: a request that starts in between is seen as open, never twice.
    long ended = gates.stream().mapToLong(LoadGate::requestsEnded).sum();
    long started = gates.stream().mapToLong(LoadGate::requestsStarted).sum();
    boolean closed = gates.stream().allMatch(LoadGate::isClosed);
    double share = gates.stream().mapToDouble(gate -> share(gate, nowNanos)).min().orElse(0);
    return new LoadNow(
        activity(gates, nowNanos),
        Math.max(0, nowNanos - beginNanos),
        Math.max(0, started - ended),
        closed ? gates.stream().mapToLong(gate -> gate.targetAt(nowNanos)).sum() : 0,
        gates.stream().mapToDouble(gate -> rate(gate, nowNanos)).sum(),
        started,
        ended,
        most(gates),
        share,
        left(gates, nowNanos, endedPerSecond));
  }

  private static String activity(List<LoadGate> gates, long nowNanos) {
    List<String> all =
        gates.stream()
            .filter(gate -> gate.profile().isEmpty() || !gate.isOver(nowNanos))
            .map(gate -> activity(gate, nowNanos))
            .distinct()
            .toList();
    if (all.isEmpty()) {
      return activity(gates.get(0), nowNanos);
    }
    return all.size() == 1 ? all.get(0) : SEVERAL;
  }

  private static String activity(LoadGate gate, long nowNanos) {
    if (!gate.hasStartedAt(nowNanos)) {
      return SETTLING;
    }
    return gate.profile().isEmpty() ? RUNNING : gate.phaseOf(nowNanos).key();
  }

  private static double rate(LoadGate gate, long nowNanos) {
    if (!(gate.profile().orElse(null) instanceof OpenLoad open) || open.isReplay()) {
      return Double.NaN;
    }
    boolean starts = gate.hasStartedAt(nowNanos) && gate.phaseOf(nowNanos) != Phase.DRAIN;
    return starts ? open.rateAtNanos(nowNanos - gate.beginNanos().orElse(nowNanos)) : 0;
  }

  private static long most(List<LoadGate> gates) {
    long sum = 0;
    for (LoadGate gate : gates) {
      OptionalLong most = most(gate);
      if (most.isEmpty()) {
        return 0;
      }
      sum += most.getAsLong();
    }
    return sum;
  }

  private static OptionalLong most(LoadGate gate) {
    return gate.profile().map(LoadProfile::maxRequests).orElse(OptionalLong.empty());
  }

  /** The end comes by requests or by time, whichever is first. */
  private static double share(LoadGate gate, long nowNanos) {
    OptionalLong most = most(gate);
    double byRequests =
        most.isEmpty() ? Double.NaN : (double) gate.requestsEnded() / most.getAsLong();
    OptionalLong end = gate.endNanos();
    if (end.isEmpty()) {
      return byRequests;
    }
    long begin = gate.beginNanos().orElse(nowNanos);
    double byTime = (double) Math.max(0, nowNanos - begin) / (end.getAsLong() - begin);
    return Math.min(1, most.isEmpty() ? byTime : Math.max(byTime, byRequests));
  }

  private static OptionalLong left(List<LoadGate> gates, long nowNanos, double endedPerSecond) {
    long longest = 0;
    for (LoadGate gate : gates) {
      // The rate is that of all loads together: of one among several nobody knows it.
      double rate = gates.size() == 1 ? endedPerSecond : 0;
      long left = Math.min(leftByTime(gate, nowNanos), leftByRequests(gate, rate));
      if (left == Long.MAX_VALUE) {
        return OptionalLong.empty();
      }
      longest = Math.max(longest, left);
    }
    return OptionalLong.of(longest);
  }

  private static long leftByTime(LoadGate gate, long nowNanos) {
    OptionalLong end = gate.endNanos();
    return end.isEmpty() ? Long.MAX_VALUE : Math.max(0, end.getAsLong() - nowNanos);
  }

  private static long leftByRequests(LoadGate gate, double endedPerSecond) {
    OptionalLong most = most(gate);
    return most.isEmpty() || endedPerSecond <= 0
        ? Long.MAX_VALUE
        : (long) ((most.getAsLong() - gate.requestsEnded()) / endedPerSecond * NANOS_PER_SECOND);
  }
}
