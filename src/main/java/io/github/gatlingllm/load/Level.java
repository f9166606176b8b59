package io.github.gatlingllm.load;

import java.time.Duration;
import java.util.Optional;

/**
 * One of several loads that are made one after the other: it begins when the one before has
 * drained.
 *
 * @param load what is made; its ramp-up is the level's own warm-up
 * @param settle how long nothing is sent before it begins, unless it is the first
 * @param drain how long its streams may be open after its end; nothing for as long as they take
 * @param enough when it may end before the load's end; nothing for never
 */
public record Level(
    LoadProfile load, Duration settle, Optional<Duration> drain, Optional<Enough> enough) {

  /**
   * When a level has what is wanted of it.
   *
   * @param steady its steady phase has lasted so long
   * @param requests and so many requests of that phase have ended
   */
  public record Enough(Duration steady, long requests) {}

  /** Refuses a load that is not whole, and times below zero or beyond all. */
  public Level {
    load.validated();
    LoadTimes.requireNotNegative("settle", settle);
    drain.ifPresent(limit -> LoadTimes.requireNotNegative("drain", limit));
  }

  /** A level of a load that runs its course. */
  public static Level of(LoadProfile load, Duration settle, Optional<Duration> drain) {
    return new Level(load, settle, drain, Optional.empty());
  }

  /** How much load it is: streams at once, or requests a second. */
  public double value() {
    return valueOf(load);
  }

  static double valueOf(LoadProfile load) {
    return load instanceof ClosedLoad closed ? closed.concurrency() : ((OpenLoad) load).rate();
  }

  /** Whether it asks for a number of open streams. */
  public boolean isClosed() {
    return load instanceof ClosedLoad;
  }
}
