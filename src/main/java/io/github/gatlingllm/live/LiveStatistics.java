package io.github.gatlingllm.live;

import io.github.gatlingllm.live.LiveFigures.Counts;
import io.github.gatlingllm.live.LiveFigures.Failure;
import io.github.gatlingllm.live.LiveFigures.Latency;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.record.Distribution;
import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.record.RequestRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts ended requests by the second in which they ended, for ten seconds, and of the whole run.
 *
 * <p>Fed by the thread that writes the run log, read by the one that draws; no event loop comes
 * here. Percentiles are of the successful requests, as everywhere. Where the load has levels, those
 * "of the run" are of its present level: all levels together say nothing.
 *
 * <p>Bounded: 33 histograms of at most 200 KiB, {@value #MAX_KINDS} kinds of failures, one message
 * each.
 */
final class LiveStatistics {

  /** How far back the window goes. */
  static final int WINDOW_SECONDS = 10;

  static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  static final long WINDOW_NANOS = WINDOW_SECONDS * SECOND_NANOS;

  /** What is shown. */
  static final List<Metric> METRICS = List.of(Metric.TTFT, Metric.ITL, Metric.E2E);

  static final int MAX_KINDS = 64;
  static final int MAX_MESSAGE_CHARS = 300;
  private static final String CHECK = "check";
  private static final String OTHER = "(other)";
  private static final double NANOS_PER_SECOND = 1e9;

  private final long originNanos;
  private final Second[] seconds = new Second[WINDOW_SECONDS];
  private final Map<String, Failure> failures = new LinkedHashMap<>();
  private Map<Metric, Distribution> run = distributions();
  private Counts counts = Counts.NONE;
  private int level = LoadGate.NO_LEVEL;
  private long lastDoneNanos = Long.MIN_VALUE;
  private long latenciesOf = Long.MIN_VALUE;
  private Map<Metric, Latency> latencies = Map.of();

  /** What ended in one second. */
  private static final class Second {
    private final long number;
    private final Map<Metric, Distribution> latencies = distributions();
    private Counts counts = Counts.NONE;

    /** Whether all its latencies are of the present level, so that the run's will have them. */
    private boolean ofRun = true;

    Second(long number) {
      this.number = number;
    }
  }

  /**
   * Nothing yet.
   *
   * @param originNanos an instant before any request, on the run's clock
   */
  LiveStatistics(long originNanos) {
    this.originNanos = originNanos;
    for (int i = 0; i < WINDOW_SECONDS; i++) {
      seconds[i] = new Second(Long.MIN_VALUE);
    }
  }

  private static Map<Metric, Distribution> distributions() {
    Map<Metric, Distribution> made = new EnumMap<>(Metric.class);
    METRICS.forEach(metric -> made.put(metric, new Distribution()));
    return made;
  }

  private long secondOf(long nanos) {
    return Math.floorDiv(nanos - originNanos, SECOND_NANOS);
  }

  /** Counts an ended request; one that ended before the window is counted for the run alone. */
  synchronized void add(RequestRecord request) {
    if (request.level() > level) {
      beginLevel(request.level());
    }
    RequestMetrics metrics = request.metrics();
    boolean ok = request.succeeded();
    Counts one =
        new Counts(
            1,
            ok ? 1 : 0,
            request.failed() ? 1 : 0,
            Math.max(0, request.inputTokens()),
            metrics.outputTokens(),
            metrics.events());
    counts = counts.plus(one);
    lastDoneNanos = Math.max(lastDoneNanos, metrics.instants().done());
    Second second = second(secondOf(metrics.instants().done()));
    if (second != null) {
      second.counts = second.counts.plus(one);
    }
    if (ok) {
      addLatencies(second, request.level() == level, metrics);
    }
    addFailure(request);
  }

  private void beginLevel(int number) {
    level = number;
    run = distributions();
    for (Second second : seconds) {
      second.ofRun = false;
    }
  }

  /** What is counted of a second, if it is not before the window. */
  private @Nullable Second second(long number) {
    int slot = Math.floorMod(number, WINDOW_SECONDS);
    if (seconds[slot].number < number) {
      if (seconds[slot].ofRun) {
        merge(seconds[slot].latencies, run);
      }
      seconds[slot] = new Second(number);
    }
    return seconds[slot].number == number ? seconds[slot] : null;
  }

  private static void merge(Map<Metric, Distribution> from, Map<Metric, Distribution> into) {
    for (Metric metric : METRICS) {
      Distribution part = from.get(metric);
      Distribution all = into.get(metric);
      if (part != null && all != null) {
        all.add(part);
      }
    }
  }

  /** Each sample once: the run gets those of a second when that leaves the window. */
  private void addLatencies(@Nullable Second second, boolean ofLevel, RequestMetrics metrics) {
    if (second != null && (ofLevel || !second.ofRun)) {
      addLatencies(second.latencies, metrics);
    }
    if (ofLevel && (second == null || !second.ofRun)) {
      addLatencies(run, metrics);
    }
  }

  private static void addLatencies(Map<Metric, Distribution> to, RequestMetrics metrics) {
    to.forEach((metric, distribution) -> metric.forEachSample(metrics, distribution::add));
  }

  /** The last to fail is the last of the map, so that it is shown first. */
  private void addFailure(RequestRecord request) {
    String checked = request.checkError();
    if (!request.failed() && checked == null) {
      return;
    }
    String kind = request.failed() ? request.outcome().kind() : CHECK;
    String said = request.failed() ? request.outcome().message() : String.valueOf(checked);
    String name = failures.containsKey(kind) || failures.size() < MAX_KINDS ? kind : OTHER;
    String message = said.substring(0, Math.min(said.length(), MAX_MESSAGE_CHARS));
    Failure before = failures.remove(name);
    failures.put(name, new Failure(name, before == null ? 1 : before.count() + 1, message));
  }

  /**
   * What was counted until an instant.
   *
   * @param beginNanos when the load began: before it there is no window
   * @param nowNanos not before that of the last call
   */
  synchronized LiveFigures at(long beginNanos, long nowNanos) {
    long present = secondOf(nowNanos);
    List<Second> window = new ArrayList<>();
    Counts inWindow = Counts.NONE;
    for (Second second : seconds) {
      if (second.number > present - WINDOW_SECONDS && second.number <= present) {
        window.add(second);
        inWindow = inWindow.plus(second.counts);
      }
    }
    if (latenciesOf != present) { // Merging histograms once a second is enough for anyone.
      latencies = latencies(window);
      latenciesOf = present;
    }
    List<Failure> errors = new ArrayList<>(failures.values());
    Collections.reverse(errors);
    return new LiveFigures(
        counts, inWindow, windowSeconds(beginNanos, nowNanos), latencies, errors);
  }

  /** Has percentiles made anew at the next call, though its second may be the last one's. */
  synchronized void refresh() {
    latenciesOf = Long.MIN_VALUE;
  }

  /** When the last request ended, if one has. */
  synchronized OptionalLong lastDoneNanos() {
    return lastDoneNanos == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(lastDoneNanos);
  }

  private Map<Metric, Latency> latencies(List<Second> window) {
    Map<Metric, Distribution> ofWindow = distributions();
    window.forEach(second -> merge(second.latencies, ofWindow));
    Map<Metric, Distribution> ofRun = distributions();
    merge(run, ofRun);
    for (Second second : seconds) {
      if (second.ofRun) {
        merge(second.latencies, ofRun);
      }
    }
    Map<Metric, Latency> all = new EnumMap<>(Metric.class);
    ofRun.forEach(
        (metric, merged) ->
            all.put(
                metric,
                new Latency(
                    Percentiles.of(ofWindow.getOrDefault(metric, merged)),
                    Percentiles.of(merged))));
    return all;
  }

  /** The present second is not over: the window is that much shorter than ten seconds. */
  private double windowSeconds(long beginNanos, long nowNanos) {
    long oldest = originNanos + (secondOf(nowNanos) - WINDOW_SECONDS + 1) * SECOND_NANOS;
    return Math.max(0, nowNanos - Math.max(beginNanos, oldest)) / NANOS_PER_SECOND;
  }
}
