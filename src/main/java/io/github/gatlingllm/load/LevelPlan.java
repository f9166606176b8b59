package io.github.gatlingllm.load;

/** Which levels a run has, known before, or found out on the way. Immutable. */
public sealed interface LevelPlan permits Sweep, CapacitySearch {

  /** Whether its levels ask for a number of open streams; else for requests a second. */
  boolean isClosed();

  /** The most streams that a closed level may ask for, or the most requests a second. */
  double most();

  /** How many levels there are at most. */
  int mostLevels();

  /** The same plan, with other random arrivals in each level; a closed plan has none. */
  LevelPlan seeded(long seed);
}
