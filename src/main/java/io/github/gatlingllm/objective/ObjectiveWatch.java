package io.github.gatlingllm.objective;

import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.objective.ShareObjective.Share;
import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.record.RequestRecord;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells, once, when an objective cannot be met any more: when more requests missed it than all that
 * are still to come could make up for, or when so many did that it is no chance. May be told of
 * requests by any thread, in constant time and without a lock.
 *
 * <p>Watches percentiles of latencies, the error rate and goodput. On means and rates there is no
 * early word: what is to come can change them by any amount.
 *
 * <p>The word on chance is wrong with a probability of at most one in ten thousand for each
 * objective, however many requests there are, if these are independent and of one kind: an endpoint
 * that is slow at first and faster later is not.
 */
public final class ObjectiveWatch {

  /** The number of requests where nobody knows it. */
  public static final long UNKNOWN = Long.MAX_VALUE;

  /** Before so many there is no word on chance: a few that fail together are one event. */
  private static final int MIN_SAMPLES = 20;

  /** 1000 samples may have one beyond p99.9, whatever binary fractions make of that. */
  private static final double ROUNDING_ERROR = 1e-6;

  private static final double PERCENT = 100;

  private final RequestLimits limits;
  private final List<MissCount> counts;
  private final LongSupplier mostRequests;
  private final LongSupplier openRequests;
  private final Consumer<MissedObjective> word;
  private final AtomicBoolean spoken = new AtomicBoolean();

  /**
   * A watch that knows nothing of requests to come.
   *
   * @param word told, once, on the thread of the request that did it
   */
  public ObjectiveWatch(Objectives objectives, Consumer<MissedObjective> word) {
    this(objectives, () -> UNKNOWN, () -> 0, word);
  }

  /**
   * A watch.
   *
   * @param mostRequests the most requests that will be judged, those that have ended included, or
   *     {@link #UNKNOWN}
   * @param openRequests how many are open now: as they may still come out well, failures that come
   *     first are not taken for all there is
   * @param word told, once, on the thread of the request that did it
   */
  public ObjectiveWatch(
      Objectives objectives,
      LongSupplier mostRequests,
      LongSupplier openRequests,
      Consumer<MissedObjective> word) {
    this.limits = objectives.limits();
    this.counts =
        objectives.ofRun().stream().filter(ObjectiveWatch::isWatched).map(MissCount::new).toList();
    this.mostRequests = mostRequests;
    this.openRequests = openRequests;
    this.word = word;
  }

  /** Whether an objective can be missed beyond hope before the end. */
  public static boolean isWatched(Objective objective) {
    return objective instanceof ShareObjective
        || (objective instanceof LatencyObjective latency
            && latency.statistic().percentile().isPresent());
  }

  /** A request that is judged has ended; those that the run itself aborted do not count. */
  public void ended(RequestRecord request) {
    if (counts.isEmpty() || spoken.get() || request.aborted()) {
      return;
    }
    boolean good = request.isGood(limits);
    for (MissCount count : counts) {
      if (count.add(request, good)) {
        look(count);
      }
    }
  }

  private void look(MissCount count) {
    MissCount.Tally tally = count.tally();
    double accepted = accepted(count.objective());
    long most = isOnePerRequest(count.objective()) ? mostRequests.getAsLong() : UNKNOWN;
    if (most != UNKNOWN && tally.misses() > accepted * most + ROUNDING_ERROR) {
      tell(count, tally, " of " + most, accepted);
    } else if (isBeyondChance(count.objective(), tally, accepted)) {
      tell(count, tally, "", accepted);
    }
  }

  private boolean isBeyondChance(Objective objective, MissCount.Tally tally, double accepted) {
    double all = tally.weight();
    double misses = tally.share() * all;
    if (objective instanceof ShareObjective) {
      all += openRequests.getAsLong();
    }
    boolean certain = accepted <= 0; // A single miss can never be made up for.
    return (certain || tally.weight() >= MIN_SAMPLES)
        && BeyondChance.isAbove(accepted, misses, all);
  }

  /** The share of samples that may be on the wrong side of the limit. */
  private static double accepted(Objective objective) {
    if (objective instanceof LatencyObjective latency) {
      return (PERCENT - latency.statistic().percentile().orElse(PERCENT)) / PERCENT;
    }
    return objective.atMost() ? objective.limit() : 1 - objective.limit();
  }

  private static boolean isOnePerRequest(Objective objective) {
    return !(objective instanceof LatencyObjective latency && latency.metric() == Metric.ITL);
  }

  private void tell(MissCount count, MissCount.Tally tally, String ofHowMany, double accepted) {
    if (spoken.compareAndSet(false, true)) {
      Objective objective = count.objective();
      word.accept(
          new MissedObjective(
              objective,
              String.format(
                  Locale.ROOT,
                  "%s cannot come to %s any more: %d of %d %s (%.1f %%), at most %s%s may",
                  objective.label(),
                  objective.text(objective.limit()),
                  tally.misses(),
                  tally.samples(),
                  verb(objective),
                  PERCENT * tally.share(),
                  Figures.percent(accepted),
                  ofHowMany)));
    }
  }

  private static String verb(Objective objective) {
    if (objective instanceof ShareObjective of) {
      return of.share() == Share.GOODPUT ? "requests were not good" : "requests failed";
    }
    return isOnePerRequest(objective) ? "requests took longer" : "gaps took longer";
  }
}
