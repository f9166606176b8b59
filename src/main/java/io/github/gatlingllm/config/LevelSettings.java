package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.load.CapacitySearch;
import java.time.Duration;
import java.util.List;

/** The keys of loads that are made one after the other: levels that are known, or searched for. */
final class LevelSettings {

  /** How long a level is steady where neither a time nor a number of requests is given. */
  static final Duration DEFAULT_DURATION = CapacitySearch.STEADY;

  static final Seconds TIME = Seconds.above0();
  static final Seconds TIME_OR_0 = Seconds.from0();
  static final WholeNumber COUNT = new WholeNumber(1);
  static final DecimalNumber RATE =
      DecimalNumber.above0("a number of requests per second above 0", 1e6);

  private static final Declarations DECLARED = new Declarations();

  private static final DecimalNumber VALUE =
      DecimalNumber.above0("a number above 0: streams, or requests per second", 1e6);

  static final Setting<List<JsonNode>> LEVELS =
      DECLARED.optional(
          "benchmark.load.levels",
          "levels",
          new LevelList(),
          "A sweep: streams at once, or for an open load requests a second, one after the other; "
              + "each a number, or an object with `concurrency` or `rate` and lengths of its own "
              + "(load.md). As a flag: `1,10,50,100`. For a closed load also under the name "
              + "`benchmark.load.stages`.");
  static final Setting<Duration> WARM_UP =
      DECLARED.defaulted(
          "benchmark.load.level.warmUp",
          "levelWarmUp",
          TIME_OR_0,
          2,
          "Ramp-up of each level, not in its figures.");
  static final Setting<Duration> DURATION =
      DECLARED.optional(
          "benchmark.load.level.duration",
          "levelDuration",
          TIME,
          "How long each level is steady, or each probe of a search at least; 30 where a level has "
              + "no number of requests either.");
  static final Setting<Integer> REQUESTS =
      DECLARED.optional(
          "benchmark.load.level.requests",
          "levelRequests",
          COUNT,
          "The most requests that each level starts, those of its warm-up included.");
  static final Setting<Duration> SETTLE =
      DECLARED.defaulted(
          "benchmark.load.level.settle",
          "levelSettle",
          TIME_OR_0,
          0,
          "How long nothing is sent between a level that has drained and the next.");
  static final Setting<Duration> DRAIN =
      DECLARED.optional(
          "benchmark.load.level.drain",
          "levelDrain",
          TIME_OR_0,
          "How long streams of a level may be open after its end, before they are aborted; as "
              + "`benchmark.drainTimeout` when not given.");
  static final Setting<Double> FROM =
      DECLARED.optional(
          "benchmark.load.search.from",
          "searchFrom",
          VALUE,
          "Any key of `search` makes the run a search for the most streams, or for an open load "
              + "requests a second, that meet `benchmark.objectives`. The first probe; 1 when not "
              + "given.");
  static final Setting<Double> TO =
      DECLARED.optional(
          "benchmark.load.search.to",
          "searchTo",
          VALUE,
          "The most that is probed; 1024 times the first when not given.");
  static final Setting<Double> PRECISION =
      DECLARED.optional(
          "benchmark.load.search.precision",
          "searchPrecision",
          DecimalNumber.from0("a number from 0 to below 1", 1),
          "How close both edges are to be, as a share of the lower; 0.05 when not given. Of streams "
              + "0 is to the last one.");
  static final Setting<Integer> REPEATS =
      DECLARED.optional(
          "benchmark.load.search.repeats",
          "searchRepeats",
          COUNT,
          "How often each edge is probed before it is believed, an odd number; 3 when not given.");
  static final Setting<Integer> SAMPLES =
      DECLARED.optional(
          "benchmark.load.search.samples",
          "searchSamples",
          new WholeNumber(0),
          "How many requests of its steady phase a probe waits for; as many as the percentiles among "
              + "the objectives need when not given.");
  static final Setting<Duration> LONGEST =
      DECLARED.optional(
          "benchmark.load.search.longest",
          "searchLongest",
          TIME,
          "How long a probe is steady at most, whatever it has until then; 300 when not given.");

  private LevelSettings() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  /** The keys of which any makes a run a search. */
  static List<Setting<?>> ofSearch() {
    return List.of(FROM, TO, PRECISION, REPEATS, SAMPLES, LONGEST);
  }
}
