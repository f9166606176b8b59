package io.github.gatlingllm.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Gatling computed from its own log, beside what this extension recorded, so that the two can
 * be held against each other.
 *
 * @param rows Gatling's statistics by request; rows that this extension did not record are shown
 *     but not compared
 * @param assertions what Gatling judges the simulation's assertions to be
 * @param missing why there are none, or nothing if there are
 * @param recorded what this extension recorded, by the request's name without its groups
 */
public record GatlingFigures(
    List<GatlingRow> rows,
    List<GatlingAssertion> assertions,
    Optional<String> missing,
    Map<String, Counts> recorded) {

  /**
   * Requests by whether they succeeded.
   *
   * @param ok those that did
   * @param ko those that did not
   */
  public record Counts(long ok, long ko) {
    private Counts plus(long moreOk, long moreKo) {
      return new Counts(ok + moreOk, ko + moreKo);
    }

    @Override
    public String toString() {
      return ok + " OK and " + ko + " KO";
    }
  }

  /** Keeps copies of the collections. */
  public GatlingFigures {
    rows = List.copyOf(rows);
    assertions = List.copyOf(assertions);
    recorded = Collections.unmodifiableMap(new TreeMap<>(recorded));
  }

  /** Gatling's statistics, and what this extension recorded of the same requests. */
  public static GatlingFigures of(List<GatlingRow> rows, Map<String, Counts> recorded) {
    return of(rows, List.of(), recorded);
  }

  /** The same of a simulation with assertions. */
  public static GatlingFigures of(
      List<GatlingRow> rows, List<GatlingAssertion> assertions, Map<String, Counts> recorded) {
    return new GatlingFigures(rows, assertions, Optional.empty(), recorded);
  }

  /** No statistics of Gatling, and why. */
  public static GatlingFigures missing(String reason) {
    return new GatlingFigures(List.of(), List.of(), Optional.of(reason), Map.of());
  }

  /** Whether both counted the same; nothing where there is nothing to compare. */
  public Optional<Boolean> countsAgree() {
    return missing.isPresent() || recorded.isEmpty()
        ? Optional.empty()
        : Optional.of(disagreements().isEmpty());
  }

  /** For each request name on which the two differ, a sentence with both counts. */
  List<String> disagreements() {
    List<String> sentences = new ArrayList<>();
    if (missing.isPresent()) {
      return sentences;
    }
    Map<String, Counts> counted = countedByName();
    recorded.forEach(
        (name, mine) -> {
          Counts gatlings = counted.getOrDefault(name, new Counts(0, 0));
          if (!gatlings.equals(mine)) {
            sentences.add(
                "counts of \"" + name + "\" differ: Gatling " + gatlings + ", recorded " + mine);
          }
        });
    return sentences;
  }

  /** Over all groups, since this extension records by name alone. */
  private Map<String, Counts> countedByName() {
    Map<String, Counts> counted = new TreeMap<>();
    for (GatlingRow row : rows) {
      counted.merge(row.name(), new Counts(row.ok(), row.ko()), (a, b) -> a.plus(b.ok(), b.ko()));
    }
    return counted;
  }
}
