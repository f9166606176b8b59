package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.LevelPlan;
import java.util.concurrent.TimeUnit;
import scala.collection.Iterator;
import scala.concurrent.duration.FiniteDuration;

/** Open levels as the only step of a scenario's injection. */
public final class LevelsStep implements StepOfOne {

  private static final long serialVersionUID = 1;

  private final transient LevelPlan plan;

  private LevelsStep(LevelPlan plan) {
    this.plan = plan;
  }

  /**
   * The step of a plan.
   *
   * @throws IllegalStateException if this is not the Gatling that this library was made for
   */
  public static io.gatling.javaapi.core.OpenInjectionStep of(LevelPlan plan) {
    return GatlingStep.wrapped(new LevelsStep(plan));
  }

  /**
   * Called when the workload is about to begin.
   *
   * @throws IllegalStateException if other steps follow, or no protocol has these levels
   */
  @Override
  public Iterator<FiniteDuration> chain(Iterator<FiniteDuration> rest) {
    if (rest.hasNext()) {
      throw new IllegalStateException("levels are all of a scenario's injection: no step follows");
    }
    RunLevels levels =
        RunArrivals.current()
            .flatMap(run -> run.levelsOf(plan))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no protocol has these levels: give them to it by .load(…) too"));
    return new LevelUsers(levels, levels.nowNanos());
  }

  /** Nobody knows before: Gatling shows it, and asks only whether there are any. */
  @Override
  public long users() {
    return plan.mostLevels();
  }

  /** Nobody knows before; Gatling asks for it only where there are no users. */
  @Override
  public FiniteDuration duration() {
    return FiniteDuration.apply(1, TimeUnit.SECONDS);
  }

  @Override
  public Object element() {
    return plan;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof LevelsStep;
  }

  @Override
  public String toString() {
    return "LevelsStep";
  }
}
