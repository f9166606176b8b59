package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.LevelPlan;
import io.github.gatlingllm.load.LevelRun;
import io.github.gatlingllm.load.LevelRunner;

/**
 * What the rest of the run has to do with levels.
 *
 * @param plan what they go by
 * @param files tell of them
 * @param open calls, those of other loads included
 * @param stop ends the run
 */
record LevelNews(LevelPlan plan, RunResults files, OpenCalls open, RunStop stop)
    implements LevelRunner.Listener {

  @Override
  public void begins(LevelRun level) {
    files.levelBegins(level.gate());
  }

  @Override
  public void drainIsOver(LevelRun level) {
    open.abort(
        gate -> gate == level.gate(),
        "the answer was still open at the limit of its level's drain");
  }

  @Override
  public void ended(LevelRun level) {
    files.levelEnded();
  }

  /** Users of a closed plan wait for more; those of an open one end by themselves. */
  @Override
  public void over() {
    if (plan.isClosed()) {
      stop.whenAllIsSpent();
    }
  }
}
