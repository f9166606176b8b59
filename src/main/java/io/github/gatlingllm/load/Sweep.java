package io.github.gatlingllm.load;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Levels that are known before.
 *
 * @param levels at least one, all of them closed or all open
 */
public record Sweep(List<Level> levels) implements LevelPlan {

  /** The most levels of a run. */
  public static final int MAX_LEVELS = 1000;

  /** Refuses a list that is empty or too long, and one of both models. */
  public Sweep {
    levels = List.copyOf(levels);
    Requirements.require(
        !levels.isEmpty() && levels.size() <= MAX_LEVELS,
        "there are " + levels.size() + " levels; accepted: 1 to " + MAX_LEVELS);
    Requirements.require(
        levels.stream().map(Level::isClosed).distinct().count() == 1,
        "the levels are of both models; accepted: all closed, or all open");
  }

  @Override
  public boolean isClosed() {
    return levels.get(0).isClosed();
  }

  @Override
  public double most() {
    return levels.stream().mapToDouble(Level::value).max().orElse(0);
  }

  @Override
  public int mostLevels() {
    return levels.size();
  }

  @Override
  public Sweep seeded(long seed) {
    List<Level> all = new ArrayList<>();
    for (Level level : levels) {
      all.add(
          level.load() instanceof OpenLoad open
              ? new Level(
                  open.seed(seedOf(seed, all.size())),
                  level.settle(),
                  level.drain(),
                  level.enough())
              : level);
    }
    return new Sweep(all);
  }

  /** The seed of one of several levels, so that their arrivals are independent of each other. */
  public static long seedOf(long seed, int number) {
    return seed + number * 0x9E3779B97F4A7C15L; // The golden ratio: SplittableRandom's own step.
  }

  /** Its levels, from the first on. */
  public LevelCourse course() {
    Iterator<Level> left = levels.iterator();
    return new LevelCourse() {
      @Override
      public Optional<Level> next() {
        return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
      }

      @Override
      public void ended(int number, Level level, Optional<Cut> cut) {
        // What comes next was known before.
      }
    };
  }
}
