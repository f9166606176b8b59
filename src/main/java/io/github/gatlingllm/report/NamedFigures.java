package io.github.gatlingllm.report;

import io.github.gatlingllm.record.NameFigures;
import io.github.gatlingllm.record.PhaseStatistics;
import io.github.gatlingllm.record.RunStatistics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The figures of requests by their name: of those of the steady phase, or of all where there was
 * none in it.
 *
 * @param ofSteady whether they are of the steady phase
 * @param names first those that weights were asked for, in that order, then all others, sorted
 */
record NamedFigures(boolean ofSteady, List<Named> names) {

  /**
   * The figures of one name.
   *
   * @param name the requests' name, from outside
   * @param weight the weight asked, if one was
   * @param shareAsked its part of all weights; 0 without one
   * @param share its part of all requests of all names
   * @param figures as those of a phase
   */
  record Named(
      String name, OptionalInt weight, double shareAsked, double share, PhaseFigures figures) {}

  /** Keeps a copy of the list. */
  NamedFigures {
    names = List.copyOf(names);
  }

  /** Whether there is more than one name to be told of. */
  static boolean areOf(RunStatistics statistics, Map<String, Integer> weights) {
    return statistics.total() > 0 && (statistics.hasSeveralNames() || weights.size() > 1);
  }

  /**
   * The figures of a run, if there is more than one name to be told of.
   *
   * @param steady when the steady phase was
   * @param wholeRun when the run was
   */
  static Optional<NamedFigures> of(
      RunStatistics statistics,
      Map<String, Integer> weights,
      Optional<PhaseFigures.Window> steady,
      Optional<PhaseFigures.Window> wholeRun) {
    if (!areOf(statistics, weights)) {
      return Optional.empty();
    }
    NameFigures counted = statistics.byName();
    Optional<PhaseFigures.Window> window = counted.ofSteady() ? steady : wholeRun;
    int allWeights = weights.values().stream().mapToInt(Integer::intValue).sum();
    long allRequests = counted.byName().values().stream().mapToLong(PhaseStatistics::started).sum();
    List<Named> names = new ArrayList<>();
    for (String name : inOrder(weights, counted)) {
      // A type that was asked for and never came is told of too.
      PhaseStatistics of =
          Optional.ofNullable(counted.byName().get(name)).orElseGet(PhaseStatistics::new);
      int weight = weights.getOrDefault(name, 0);
      names.add(
          new Named(
              name,
              weights.containsKey(name) ? OptionalInt.of(weight) : OptionalInt.empty(),
              Numbers.ratio(weight, (long) allWeights),
              Numbers.ratio(of.started(), allRequests),
              PhaseFigures.of(of.copy(), window)));
    }
    return Optional.of(new NamedFigures(counted.ofSteady(), names));
  }

  private static Set<String> inOrder(Map<String, Integer> weights, NameFigures counted) {
    Set<String> names = new LinkedHashSet<>(weights.keySet());
    counted.byName().keySet().stream()
        .filter(name -> !name.equals(NameFigures.OTHER))
        .forEach(names::add);
    names.addAll(counted.byName().keySet());
    return names;
  }
}
