package io.github.gatlingllm.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where more load begins to cost more latency than it brings throughput: the level with the
 * greatest power, throughput by latency (L. Kleinrock, "Power and deterministic rules of thumb for
 * probabilistic problems in computer communications", 1979). Of equal ones that of the least load.
 */
final class Knee {

  private Knee() {}

  /** The level; nothing with fewer than two levels that have figures. */
  static Optional<LevelFigures> of(List<LevelFigures> levels) {
    List<LevelFigures> known = levels.stream().filter(level -> level.power().isPresent()).toList();
    return known.size() < 2 ? Optional.empty() : known.stream().max(by(LevelFigures::power));
  }

  private static Comparator<LevelFigures> by(Function<LevelFigures, Optional<Double>> figure) {
    return Comparator.<LevelFigures>comparingDouble(level -> figure.apply(level).orElse(0.0))
        .thenComparing(Comparator.<LevelFigures>comparingDouble(LevelFigures::value).reversed());
  }

  /** The level with the most output tokens a second, of equal ones that of the least load. */
  static Optional<LevelFigures> highestThroughput(List<LevelFigures> levels) {
    return levels.stream()
        .filter(level -> level.tokensPerSecond().isPresent())
        .max(by(LevelFigures::tokensPerSecond));
  }
}
