package io.github.gatlingllm.record;

import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.RequestLimits;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is counted by name of the requests of one run, or of one of its threads: those of the steady
 * phase, and until there is one of it those of all phases. Not thread-safe; merging loses nothing,
 * and neither the order of requests nor of merges changes anything.
 *
 * <p>While there is one name nothing is counted here, since all there is, is that name's: most runs
 * cost nothing. The second name makes a copy of what there was.
 *
 * <p>At most {@value #MAX_NAMES} names are told apart, since a scenario can make one up for each
 * user. Which ones must not depend on who came first, which threads and a log see in different
 * orders: they are those that come first in the alphabet. A name that is too much for one thread is
 * too much for all of them together, so what was counted of it can be added to the others' at once.
 */
final class NameStatistics {

  static final int MAX_NAMES = 64;

  private static final int MAX_NAME_CHARS = 200;

  /** What is counted of one name. Tokens are by the time in which they came, so in all phases. */
  private final class Counted {
    private PhaseStatistics statistics = PhaseStatistics.compact(limits);
    private final Map<Phase, Long> tokensByPhase = new EnumMap<>(Phase.class);

    void add(Counted other, boolean withStatistics) {
      if (withStatistics) {
        statistics.add(other.statistics);
      }
      addTokens(other.tokensByPhase);
    }

    void addTokens(Map<Phase, Long> more) {
      more.forEach((phase, tokens) -> tokensByPhase.merge(phase, tokens, Long::sum));
    }

    void forget() {
      statistics = PhaseStatistics.compact(limits);
    }
  }

  private final TreeMap<String, Counted> byName = new TreeMap<>();
  private @Nullable Counted other;

  /** The name of all requests until now; null before the first one, and once there are two. */
  private @Nullable String only;

  private boolean steady;
  private final RequestLimits limits;

  /**
   * Of which nothing is counted yet.
   *
   * @param limits what a good request keeps to
   */
  NameStatistics(RequestLimits limits) {
    this.limits = limits;
  }

  /**
   * Counts an ended request.
   *
   * @param before what was counted by phase until now, without this request
   */
  void add(RequestRecord request, Map<Phase, PhaseStatistics> before) {
    String name = keyOf(request.name());
    if (only == null && byName.isEmpty()) {
      only = name;
    } else if (only != null && !name.equals(only)) {
      tellApart(before);
    }
    if (only != null) {
      return;
    }
    Counted counted = counted(name);
    boolean ofSteady = request.phase() == Phase.STEADY;
    if (ofSteady) {
      onlySteady();
    }
    if (ofSteady || !steady) {
      counted.statistics.add(request);
    }
    counted.addTokens(request.tokensByPhase());
  }

  /**
   * Adds everything of another.
   *
   * @param mine what was counted by phase beside this, without the other's
   * @param theirs what was counted by phase beside the other
   */
  void add(
      Map<Phase, PhaseStatistics> mine,
      NameStatistics theirNames,
      Map<Phase, PhaseStatistics> theirs) {
    if (theirNames.isEmpty() || (only != null && only.equals(theirNames.only))) {
      return;
    }
    if (isEmpty() && theirNames.only != null) {
      only = theirNames.only;
      return;
    }
    tellApart(mine);
    NameStatistics added = theirNames.toldApart(theirs);
    if (added.steady) {
      onlySteady();
    }
    boolean counts = added.steady == steady;
    added.byName.forEach((name, counted) -> counted(name).add(counted, counts));
    if (added.other != null) {
      other().add(added.other, counts);
    }
  }

  /** Whether there was more than one name. */
  boolean areSeveral() {
    return byName.size() > 1;
  }

  private boolean isEmpty() {
    return only == null && byName.isEmpty();
  }

  /** A copy in which even one name is counted by name, or this, where there are several. */
  private NameStatistics toldApart(Map<Phase, PhaseStatistics> phases) {
    if (only == null) {
      return this;
    }
    NameStatistics copy = new NameStatistics(limits);
    copy.only = only;
    copy.tellApart(phases);
    return copy;
  }

  /** All there was until now is of one name: from here on it is counted by itself. */
  private void tellApart(Map<Phase, PhaseStatistics> phases) {
    if (only == null) {
      return;
    }
    Counted counted = new Counted();
    PhaseStatistics inSteady = phases.get(Phase.STEADY);
    steady = inSteady != null && inSteady.started() > 0;
    phases.forEach(
        (phase, statistics) -> {
          counted.tokensByPhase.put(phase, statistics.tokensInWindow());
          if (phase == Phase.STEADY || !steady) {
            counted.statistics.add(statistics);
            counted.statistics.addTokensInWindow(-statistics.tokensInWindow()); // Kept by phase.
          }
        });
    byName.put(only, counted);
    only = null;
  }

  /** There was a request of the steady phase: those before and after it are not told of. */
  private void onlySteady() {
    if (!steady) {
      steady = true;
      byName.values().forEach(Counted::forget);
      if (other != null) {
        other.forget();
      }
    }
  }

  private Counted counted(String name) {
    Counted known = byName.get(name);
    if (known != null) {
      return known;
    }
    if (byName.size() == MAX_NAMES) {
      if (name.compareTo(byName.lastKey()) > 0) {
        return other();
      }
      other().add(byName.pollLastEntry().getValue(), true);
    }
    Counted counted = new Counted();
    byName.put(name, counted);
    return counted;
  }

  private Counted other() {
    if (other == null) {
      other = new Counted();
    }
    return other;
  }

  /**
   * What was counted of each name.
   *
   * @param phases what was counted by phase beside this
   */
  NameFigures figures(Map<Phase, PhaseStatistics> phases) {
    NameStatistics apart = toldApart(phases);
    Map<String, PhaseStatistics> figures = new TreeMap<>();
    apart.byName.forEach((name, counted) -> figures.put(name, apart.figures(counted)));
    if (apart.other != null) {
      figures.merge(NameFigures.OTHER, apart.figures(apart.other), NameStatistics::sum);
    }
    return new NameFigures(apart.steady, figures);
  }

  /** A scenario may call its requests that, too. */
  private static PhaseStatistics sum(PhaseStatistics one, PhaseStatistics other) {
    one.add(other);
    return one;
  }

  private PhaseStatistics figures(Counted counted) {
    PhaseStatistics figures = PhaseStatistics.compact(limits);
    figures.add(counted.statistics);
    counted.tokensByPhase.forEach(
        (phase, tokens) -> {
          if (phase == Phase.STEADY || !steady) {
            figures.addTokensInWindow(tokens);
          }
        });
    return figures;
  }

  /** As the log has it, so that both count under the same name; and no longer than is of use. */
  private static String keyOf(String name) {
    String cut = name.length() <= MAX_NAME_CHARS ? name : name.substring(0, MAX_NAME_CHARS);
    return WellFormedText.of(cut);
  }
}
