package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.OpenLoad;
import java.util.concurrent.TimeUnit;
import scala.collection.Iterator;
import scala.concurrent.duration.FiniteDuration;

/**
 * An open load as a step of Gatling's injection, which can stand among others. Gatling's trait is
 * sealed, for Scala's compiler alone, and its methods are public in bytecode.
 */
public final class ScheduledStep implements StepOfOne {

  private static final long serialVersionUID = 1;

  private final transient OpenLoad load;
  private final long lengthNanos;

  private ScheduledStep(OpenLoad load) {
    this.load = load;
    this.lengthNanos = load.expectedLength().toNanos();
  }

  /**
   * The step of a load.
   *
   * @throws IllegalArgumentException if the load is not whole
   * @throws IllegalStateException if this is not the Gatling that this library was made for
   */
  public static io.gatling.javaapi.core.OpenInjectionStep of(OpenLoad load) {
    ScheduledStep step = new ScheduledStep(load.validated());
    step.loadClasses();
    return GatlingStep.wrapped(step);
  }

  /**
   * Not when the injection begins: Gatling has read its clock by then, and users would be early.
   */
  private void loadClasses() {
    ScheduledUsers users = new ScheduledUsers(load, Iterator.empty(), null, lengthNanos);
    if (users.hasNext()) {
      users.next();
    }
  }

  /** Called when its workload is about to begin, the last step first. */
  @Override
  public Iterator<FiniteDuration> chain(Iterator<FiniteDuration> rest) {
    return new ScheduledUsers(load, rest, RunArrivals.current().orElse(null), lengthNanos);
  }

  /**
   * As many as are to be expected: random arrivals know no more. Gatling shows it, and takes a
   * scenario without users for over after its duration. One of which it waits for users that never
   * come it would wait for without an end, so a schedule that drew none must say so.
   */
  @Override
  public long users() {
    return load.arrivals().hasNext() ? load.expectedRequests() : 0;
  }

  @Override
  public FiniteDuration duration() {
    return FiniteDuration.apply(lengthNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public Object element() {
    return load;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ScheduledStep;
  }

  @Override
  public String toString() {
    return "ScheduledStep(" + load.process() + ")";
  }
}
