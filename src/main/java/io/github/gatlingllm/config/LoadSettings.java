package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.load.OpenLoad.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The keys that say what load is made: of which requests, how many streams, or at which rate. */
final class LoadSettings {

  private static final Declarations DECLARED = new Declarations();

  private static final WholeNumber COUNT = new WholeNumber(1);
  private static final WholeNumber COUNT_OR_0 = new WholeNumber(0);
  private static final DecimalNumber RATE =
      DecimalNumber.above0("a number of requests per second above 0", 1e6);
  private static final DecimalNumber FRACTION = DecimalNumber.from0("a number from 0 to 1", 1);
  private static final FilePath FILE = new FilePath();

  static final Setting<List<JsonNode>> LOAD_TYPES =
      DECLARED.optional(
          "benchmark.loadTypes",
          "loadTypes",
          new LoadTypeList(),
          "Several types of requests in one run, by weight (load.md); lengths that one does not "
              + "bring are those of `benchmark`, which are required only then. As a flag: "
              + "`chat:3:512:256,rag:1:4000:200`, name, weight, mean input and output tokens.");
  static final Setting<Integer> CONCURRENCY =
      DECLARED.optional(
          "benchmark.concurrency",
          "concurrency",
          COUNT,
          "Requests in flight at once; **required** unless `benchmark.load.model` is `open` or there are "
              + "levels.");
  static final Setting<LoadModel> LOAD_MODEL =
      DECLARED.defaulted(
          "benchmark.load.model",
          "loadModel",
          new LoadModelName(),
          "closed",
          "What starts a request: the end of another (`closed`), or a rate (`open`).");
  static final Setting<Arrivals> LOAD_ARRIVALS =
      DECLARED.defaulted(
          "benchmark.load.arrivals",
          "arrivals",
          new ArrivalsName(),
          "poisson",
          "How the requests of an open load follow each other (load.md). The keys of "
              + "`benchmark.load` from here to `seed` are of open loads.");
  static final Setting<Double> LOAD_RATE =
      DECLARED.optional(
          "benchmark.load.rate",
          "rate",
          RATE,
          "Requests a second; this or `benchmark.load.stages` unless arrivals are `burst` or "
              + "`replay`.");
  static final Setting<List<Stage>> LOAD_STAGES =
      DECLARED.optional(
          "benchmark.load.stages",
          "stages",
          new RateStages(RATE, Seconds.above0()),
          "Rates one after another, after the ramp-up; they tell the end too. As a flag: "
              + "`10:60,50:30`, requests per second and seconds.");
  static final Setting<Double> SHAPE =
      DECLARED.optional(
          "benchmark.load.shape",
          "shape",
          DecimalNumber.above0("a number above 0", 1e6),
          "For `gamma`: the shape of the gaps; below 1 burstier than Poisson, above 1 more regular "
              + "(vLLM's burstiness).");
  static final Setting<Double> BURSTINESS =
      DECLARED.optional(
          "benchmark.load.burstiness",
          "burstiness",
          DecimalNumber.from0("a number from 0 to 10", 10),
          "For `gamma`, instead of the shape: tokenflood's burstiness, 0 for equal distances, 10 "
              + "for Poisson; the shape is 21 − 2 · burstiness.");
  static final Setting<Double> JITTER =
      DECLARED.optional(
          "benchmark.load.jitter",
          "jitter",
          FRACTION,
          "For `uniform`: the part of its interval in which a request may start.");
  static final Setting<Integer> BURST_SIZE =
      DECLARED.optional(
          "benchmark.load.burstSize", "burstSize", COUNT, "For `burst`: requests of one burst.");
  static final Setting<Duration> BURST_INTERVAL =
      DECLARED.optional(
          "benchmark.load.burstInterval",
          "burstInterval",
          Seconds.above0(),
          "For `burst`: from the start of one burst to that of the next.");
  static final Setting<List<Duration>> TIMES =
      DECLARED.optional(
          "benchmark.load.times",
          "times",
          new TimeList(Seconds.from0()),
          "For `replay`: when requests start. As a flag: a list with commas.");
  static final Setting<Path> TIMES_FILE =
      DECLARED.optional(
          "benchmark.load.timesFile",
          "timesFile",
          FILE,
          "For `replay`, instead of the times: a text file of them, one a line.");
  static final Setting<Path> TRACE =
      DECLARED.optional(
          "benchmark.load.trace",
          "trace",
          FILE,
          "For `replay`, instead of the times: a trace of Mooncake, Azure or BurstGPT "
              + "(datasets.md). Without `benchmark.inputFile` and `generator.enabled` prompts have "
              + "its lengths too.");
  static final Setting<Double> SPEED =
      DECLARED.optional(
          "benchmark.load.speed",
          "traceSpeed",
          DecimalNumber.above0("a number above 0", 1e6),
          "For a trace: how many times as fast as it was; 1 when not given.");
  static final Setting<Long> LOAD_SEED =
      DECLARED.optional(
          "benchmark.load.seed",
          "arrivalSeed",
          new SeedNumber(),
          "Seed of random arrivals; the same seed gives the same times. Made of `generator.seed` "
              + "when not given.");
  static final Setting<Double> SPAWN_RATE =
      DECLARED.optional(
          "benchmark.load.spawnRate",
          "spawnRate",
          DecimalNumber.above0("a number of streams per second above 0", 1e6),
          "For a closed load, instead of a ramp-up: streams that are added each second.");
  static final Setting<Boolean> BURST =
      DECLARED.optional(
          "benchmark.load.burst",
          "burst",
          new TrueOrFalse(),
          "For a closed load without a ramp-up: start all streams at once; else they start over a "
              + "second, since what starts together ends together.");
  static final Setting<Duration> RAMP_UP =
      DECLARED.optional(
          "benchmark.rampUp.duration",
          "rampUp",
          Seconds.from0(),
          "Time over which concurrency, or the rate, grows at the start.");
  static final Setting<Integer> RAMP_UP_REQUESTS =
      DECLARED.optional(
          "benchmark.rampUp.requests",
          "rampUpRequests",
          COUNT_OR_0,
          "Requests that end while concurrency grows at the start. With a duration as well, that "
              + "says how concurrency grows, and this only which requests count as ramp-up.");
  static final Setting<Duration> RAMP_DOWN =
      DECLARED.optional(
          "benchmark.rampDown.duration",
          "rampDown",
          Seconds.from0(),
          "Time before `benchmark.maxDuration` over which concurrency, or the rate, shrinks.");
  static final Setting<Integer> RAMP_DOWN_REQUESTS =
      DECLARED.optional(
          "benchmark.rampDown.requests",
          "rampDownRequests",
          COUNT_OR_0,
          "The last requests of `benchmark.maxRequests`, over which concurrency shrinks.");

  static {
    DECLARED.include(LevelSettings.all());
  }

  private LoadSettings() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }
}
