package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.ArrivalTimes;
import io.github.gatlingllm.load.OpenLoad;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;

/**
 * When Gatling is to start the users of an open load, and after them those of the steps that
 * follow: times since the workload's beginning, ascending. Each of its own it also tells the run,
 * to the nanosecond and on the run's clock, so that the user can wait for what Gatling cuts off.
 *
 * <p>For that it must know how much the steps before it shift it. Gatling's shift by {@link #map},
 * which is caught here; a step of this kind that comes before says it while it asks (AROUND). Only
 * behind two of Gatling's steps that both start users the outer shift cannot be seen: then nothing
 * is told, and its users start when Gatling starts them. Confined to the injector's thread.
 */
final class ScheduledUsers extends AbstractIterator<FiniteDuration> {

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * Where a step of this kind that comes before has the steps after it begin, on the run's clock:
   * one beginning for all, though each is chained at an instant of its own.
   */
  private static final ThreadLocal<@Nullable Long> AROUND = new ThreadLocal<>();

  /** Scala's iterator that applies a function: a shift that has passed by {@link #map}. */
  private static final String SHIFTED_UNSEEN = "scala.collection.Iterator$$anon$";

  /** Scala's iterator of one after another: there are users before these. */
  private static final String BEHIND_OTHERS = "scala.collection.Iterator$ConcatIterator";

  private final OpenLoad load;
  private final @Nullable RunArrivals run;
  private final ArrivalTimes arrivals;
  private final long lengthNanos;
  private final Iterator<FiniteDuration> rest;
  private final long beginNanos;
  private @Nullable ArrivalQueue queue;
  private long shiftNanos;
  private boolean placed;

  /**
   * The users of a load whose workload begins now.
   *
   * @param rest those of the steps that follow
   */
  ScheduledUsers(
      OpenLoad load, Iterator<FiniteDuration> rest, @Nullable RunArrivals run, long lengthNanos) {
    this.load = load;
    this.run = run;
    this.arrivals = load.arrivals();
    this.lengthNanos = lengthNanos;
    this.rest = rest;
    this.queue = run == null ? null : run.queueOf(load);
    this.beginNanos = run == null ? 0 : run.clock().nanos() + ArrivalQueue.LEAD_NANOS;
    plan();
  }

  /** Also where no arrival is drawn: then nothing else tells when the load is over. */
  private void plan() {
    if (run != null) {
      run.plan(load, begin());
    }
  }

  @Override
  public boolean hasNext() {
    return arrivals.hasNext() || rest.hasNext();
  }

  @Override
  public FiniteDuration next() {
    return arrivals.hasNext() ? nextOfOwn() : nextOfRest();
  }

  private FiniteDuration nextOfOwn() {
    if (!placed) {
      placed = true;
      place();
    }
    long nanos = arrivals.nextLong();
    if (queue != null && run != null) {
      queue.add(begin() + nanos, run.clock().nanos());
    }
    return nanos(shiftNanos + nanos);
  }

  private long begin() {
    Long around = AROUND.get();
    return (around == null ? beginNanos : around) + shiftNanos;
  }

  private FiniteDuration nextOfRest() {
    Long around = AROUND.get();
    AROUND.set(begin() + lengthNanos);
    try {
      return rest.next().$plus(nanos(shiftNanos + lengthNanos));
    } finally {
      AROUND.set(around);
    }
  }

  /** Whoever stands between this and Gatling is found on the way back. */
  private void place() {
    plan();
    List<String> callers = callers();
    if (queue != null && callers.stream().anyMatch(name -> name.startsWith(SHIFTED_UNSEEN))) {
      queue = null;
      System.err.println(
          "gatling-llm: arrivals that follow two or more injection steps of Gatling's own have no"
              + " schedule, and their requests no latencies from it; put them first");
    } else if (queue != null && callers.contains(BEHIND_OTHERS)) {
      queue.mix();
    }
  }

  private static List<String> callers() {
    String own = ScheduledUsers.class.getName();
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .map(StackWalker.StackFrame::getClassName)
                    .takeWhile(name -> name.equals(own) || name.startsWith("scala.collection."))
                    .toList());
  }

  /** Stays itself under a shift, which is all that Gatling's steps do. */
  @Override
  @SuppressWarnings("unchecked") // A function that gives durations was asked for by its type.
  public <B> Iterator<B> map(Function1<FiniteDuration, B> f) {
    if (f.apply(Duration.Zero()) instanceof FiniteDuration shift
        && f.apply(nanos(SECOND_NANOS)) instanceof FiniteDuration later
        && later.toNanos() - shift.toNanos() == SECOND_NANOS) {
      shiftNanos += shift.toNanos();
      plan();
      return (Iterator<B>) this;
    }
    return super.map(f);
  }

  private static FiniteDuration nanos(long nanos) {
    return FiniteDuration.apply(nanos, TimeUnit.NANOSECONDS);
  }
}
