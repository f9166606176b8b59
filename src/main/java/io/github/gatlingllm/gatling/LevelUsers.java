package io.github.gatlingllm.gatling;

import io.github.gatlingllm.gatling.RunLevels.LevelArrivals;
import java.util.concurrent.TimeUnit;
import scala.collection.AbstractIterator;
import scala.concurrent.duration.FiniteDuration;

/**
 * When Gatling is to start the users of open levels: times since the workload's beginning. When a
 * level begins is known only when the one before has drained; until then Gatling gets a user a
 * second who finds nothing to do and leaves, since an iterator that ends is never asked again.
 * Confined to the injector's thread.
 */
final class LevelUsers extends AbstractIterator<FiniteDuration> {

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final RunLevels levels;
  private final long workloadNanos;
  private long idleNanos;

  /** The users of levels whose first begins now. */
  LevelUsers(RunLevels levels, long nowNanos) {
    this.levels = levels;
    this.workloadNanos = nowNanos;
    levels.begin(ArrivalQueue.LEAD_NANOS);
  }

  @Override
  public boolean hasNext() {
    return !levels.isOver();
  }

  @Override
  public FiniteDuration next() {
    LevelArrivals present = levels.arrivals();
    return present != null && isWanted(present) ? arrival(present) : idle();
  }

  /** A level that was cut has arrivals that nobody wants any more. */
  private static boolean isWanted(LevelArrivals arrivals) {
    boolean wanted = arrivals.times().hasNext() && !arrivals.gate().isStopped();
    if (!wanted) {
      arrivals.users().allTold();
    }
    return wanted;
  }

  private FiniteDuration arrival(LevelArrivals of) {
    long nanos = of.times().nextLong();
    levels.tell(of, nanos);
    return at(of.beginNanos() + nanos - ArrivalQueue.LEAD_NANOS);
  }

  private FiniteDuration idle() {
    idleNanos = Math.max(idleNanos, levels.nowNanos()) + SECOND_NANOS;
    return at(idleNanos);
  }

  private FiniteDuration at(long nanos) {
    return FiniteDuration.apply(Math.max(0, nanos - workloadNanos), TimeUnit.NANOSECONDS);
  }
}
