package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.load.Level;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.Sweep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Levels that are known before. Immutable: every method returns a new one. */
public final class SweepBuilder implements LevelsBuilder {

  private final List<? extends LoadProfile> loads;
  private final Duration settle;
  private final Optional<Duration> drain;

  private SweepBuilder(
      List<? extends LoadProfile> loads, Duration settle, Optional<Duration> drain) {
    this.loads = loads;
    this.settle = settle;
    this.drain = drain;
  }

  static SweepBuilder of(List<? extends LoadProfile> loads) {
    return new SweepBuilder(List.copyOf(loads), Duration.ZERO, Optional.empty());
  }

  /** How long nothing is sent between a level that has drained and the next; 0 or more. */
  public SweepBuilder settle(Duration time) {
    return new SweepBuilder(loads, time, drain);
  }

  /** How long a level's streams may be open after its end; as long as they take unless told. */
  public SweepBuilder drain(Duration limit) {
    return new SweepBuilder(loads, settle, Optional.of(limit));
  }

  @Override
  public Sweep plan() {
    return new Sweep(loads.stream().map(load -> Level.of(load, settle, drain)).toList());
  }
}
