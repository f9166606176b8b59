package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.load.OpenLoad.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every key of the configuration, in the order in which the resolved file shows them.
 *
 * <p>A new key is one declaration here; reading, checks, its flag, the resolved file and the table
 * of the documentation follow. What is left is to hand its value over in {@link ConfigAssembly}.
 */
final class Settings {

  private static final Declarations KEYS = new Declarations();

  private static final WholeNumber COUNT = new WholeNumber(1);
  private static final WholeNumber COUNT_OR_0 = new WholeNumber(0);
  private static final DecimalNumber MEAN =
      DecimalNumber.above0("a number of tokens above 0", 10_000_000);
  private static final DecimalNumber STDDEV =
      DecimalNumber.from0("a number of tokens, 0 or more", 10_000_000);
  private static final DecimalNumber RATE =
      DecimalNumber.above0("a number of requests per second above 0", 1e6);
  private static final DecimalNumber FRACTION = DecimalNumber.from0("a number from 0 to 1", 1);
  private static final DecimalNumber PERCENT = DecimalNumber.from0("a number from 0 to 100", 100);
  private static final Text ANY_TEXT = new Text(true);
  private static final Text SOME_TEXT = new Text(false);
  private static final TrueOrFalse FLAG = new TrueOrFalse();
  private static final FilePath FILE = new FilePath();
  private static final ThresholdPair THRESHOLDS = new ThresholdPair();

  static final Setting<Boolean> GENERATOR_ENABLED =
      KEYS.filled(
          "generator.enabled",
          "generatorEnabled",
          FLAG,
          false,
          "Make synthetic prompts even if `benchmark.inputFile` is set. Without an input "
              + "file prompts are synthetic either way.");
  static final Setting<String> GENERATOR_PROMPT =
      KEYS.optional(
          "generator.prompt", "prompt", ANY_TEXT, "Text appended to each synthetic prompt.");
  static final Setting<Path> GENERATOR_CORPUS =
      KEYS.optional(
          "generator.corpus",
          "corpus",
          FILE,
          "UTF-8 text file whose lines synthetic prompts are made of; a built-in text when "
              + "not given.");
  static final Setting<String> GENERATOR_TOKENIZER =
      KEYS.defaulted(
          "generator.tokenizer",
          "tokenizer",
          SOME_TEXT,
          "o200k_base",
          "Vocabulary that tokens are counted with.");
  static final Setting<Long> GENERATOR_SEED =
      KEYS.optional(
          "generator.seed",
          "seed",
          new SeedNumber(),
          "Seed of all random choices; the same seed gives the same prompts. Chosen anew "
              + "for each run when not given.");

  static final Setting<Path> OUTPUT_DIR =
      KEYS.filled(
          "benchmark.outputDir",
          "outputDir",
          FILE,
          "./results",
          "Folder that receives one folder for each run.");
  static final Setting<Path> INPUT_FILE =
      KEYS.optional(
          "benchmark.inputFile",
          "inputFile",
          FILE,
          "File of prompts. Not available yet: refused unless `generator.enabled` is true.");
  static final Setting<Double> INPUT_MEAN =
      KEYS.required(
          "benchmark.inputTokens.mean", "inputTokens", MEAN, "Mean length of a prompt, in tokens.");
  static final Setting<Double> INPUT_STDDEV =
      KEYS.optional(
          "benchmark.inputTokens.stddev",
          "inputTokensStddev",
          STDDEV,
          "Standard deviation of that length; a tenth of the mean when not given.");
  static final Setting<Double> OUTPUT_MEAN =
      KEYS.required(
          "benchmark.outputTokens.mean",
          "outputTokens",
          MEAN,
          "Mean length asked of an answer, in tokens.");
  static final Setting<Double> OUTPUT_STDDEV =
      KEYS.optional(
          "benchmark.outputTokens.stddev",
          "outputTokensStddev",
          STDDEV,
          "Standard deviation of that length; a tenth of the mean when not given.");
  static final Setting<Integer> MAX_REQUESTS =
      KEYS.optional(
          "benchmark.maxRequests",
          "maxRequests",
          COUNT,
          "Requests after which the run stops. At least one of this and "
              + "`benchmark.maxDuration` is required, unless an open load tells its end; with both, "
              + "the first one reached stops the run.");
  static final Setting<Duration> MAX_DURATION =
      KEYS.optional(
          "benchmark.maxDuration",
          "maxDuration",
          Seconds.above0(),
          "Time after which no request is started any more; those in flight are finished.");
  static final Setting<Duration> TIMEOUT =
      KEYS.filled(
          "benchmark.timeout",
          "timeout",
          Seconds.above0(),
          600,
          "Longest time of one request, from its start to the end of its answer.");
  static final Setting<Integer> CONCURRENCY =
      KEYS.optional(
          "benchmark.concurrency",
          "concurrency",
          COUNT,
          "Requests in flight at once; **required** unless `benchmark.load.model` is `open`.");
  static final Setting<LoadModel> LOAD_MODEL =
      KEYS.defaulted(
          "benchmark.load.model",
          "loadModel",
          new LoadModelName(),
          "closed",
          "What starts a request: the end of another (`closed`), or a rate (`open`).");
  static final Setting<Arrivals> LOAD_ARRIVALS =
      KEYS.defaulted(
          "benchmark.load.arrivals",
          "arrivals",
          new ArrivalsName(),
          "poisson",
          "How the requests of an open load follow each other (load.md). All further keys of "
              + "`benchmark.load` are of open loads.");
  static final Setting<Double> LOAD_RATE =
      KEYS.optional(
          "benchmark.load.rate",
          "rate",
          RATE,
          "Requests a second; this or `benchmark.load.stages` unless arrivals are `burst` or "
              + "`replay`.");
  static final Setting<List<Stage>> LOAD_STAGES =
      KEYS.optional(
          "benchmark.load.stages",
          "stages",
          new RateStages(RATE, Seconds.above0()),
          "Rates one after another, after the ramp-up; they tell the end too. As a flag: "
              + "`10:60,50:30`, requests per second and seconds.");
  static final Setting<Double> SHAPE =
      KEYS.optional(
          "benchmark.load.shape",
          "shape",
          DecimalNumber.above0("a number above 0", 1e6),
          "For `gamma`: the shape of the gaps; below 1 burstier than Poisson, above 1 more regular "
              + "(vLLM's burstiness).");
  static final Setting<Double> BURSTINESS =
      KEYS.optional(
          "benchmark.load.burstiness",
          "burstiness",
          DecimalNumber.from0("a number from 0 to 10", 10),
          "For `gamma`, instead of the shape: tokenflood's burstiness, 0 for equal distances, 10 "
              + "for Poisson; the shape is 21 − 2 · burstiness.");
  static final Setting<Double> JITTER =
      KEYS.optional(
          "benchmark.load.jitter",
          "jitter",
          FRACTION,
          "For `uniform`: the part of its interval in which a request may start.");
  static final Setting<Integer> BURST_SIZE =
      KEYS.optional(
          "benchmark.load.burstSize", "burstSize", COUNT, "For `burst`: requests of one burst.");
  static final Setting<Duration> BURST_INTERVAL =
      KEYS.optional(
          "benchmark.load.burstInterval",
          "burstInterval",
          Seconds.above0(),
          "For `burst`: from the start of one burst to that of the next.");
  static final Setting<List<Duration>> TIMES =
      KEYS.optional(
          "benchmark.load.times",
          "times",
          new TimeList(Seconds.from0()),
          "For `replay`: when requests start. As a flag: a list with commas.");
  static final Setting<Path> TIMES_FILE =
      KEYS.optional(
          "benchmark.load.timesFile",
          "timesFile",
          FILE,
          "For `replay`, instead of the times: a text file of them, one a line.");
  static final Setting<Long> LOAD_SEED =
      KEYS.optional(
          "benchmark.load.seed",
          "arrivalSeed",
          new SeedNumber(),
          "Seed of random arrivals; the same seed gives the same times. Made of `generator.seed` "
              + "when not given.");
  static final Setting<Duration> RAMP_UP =
      KEYS.optional(
          "benchmark.rampUp.duration",
          "rampUp",
          Seconds.from0(),
          "Time over which concurrency, or the rate, grows at the start.");
  static final Setting<Integer> RAMP_UP_REQUESTS =
      KEYS.optional(
          "benchmark.rampUp.requests",
          "rampUpRequests",
          COUNT_OR_0,
          "Requests over which concurrency grows at the start. Not available yet: refused "
              + "above 0.");
  static final Setting<Duration> RAMP_DOWN =
      KEYS.optional(
          "benchmark.rampDown.duration",
          "rampDown",
          Seconds.from0(),
          "Time before `benchmark.maxDuration` over which concurrency, or the rate, shrinks.");
  static final Setting<Integer> RAMP_DOWN_REQUESTS =
      KEYS.optional(
          "benchmark.rampDown.requests",
          "rampDownRequests",
          COUNT_OR_0,
          "Requests before `benchmark.maxRequests` over which concurrency shrinks. Not "
              + "available yet: refused above 0.");
  static final Setting<Double> CACHE_PERCENTAGE =
      KEYS.filled(
          "benchmark.cachePercentage",
          "cachePercentage",
          PERCENT,
          0,
          "Share of requests that repeat an earlier prompt, in percent. Not available yet: "
              + "refused above 0.");
  static final Setting<Boolean> STREAMING =
      KEYS.filled("benchmark.streaming", "streaming", FLAG, true, "Ask for streamed answers.");
  static final Setting<Double> MAX_ERROR_RATE =
      KEYS.defaulted(
          "benchmark.maxErrorRate",
          "maxErrorRate",
          FRACTION,
          0.01,
          "Share of failed requests, as a fraction, above which the run fails.");

  static final Setting<Adapter> ADAPTER =
      KEYS.filled(
          "provider.adapter",
          "adapter",
          new AdapterName(),
          "openai",
          "API of the endpoint. `sagemaker` is not available yet.");
  static final Setting<String> MODEL =
      KEYS.required("provider.model", "model", SOME_TEXT, "Name of the model.");
  static final Setting<String> BASE_URL =
      KEYS.filled(
          "provider.baseURL",
          "baseUrl",
          new BaseUrl(),
          "https://api.openai.com/v1",
          "URL that `/chat/completions` is appended to; a slash at its end makes no difference.");
  static final Setting<String> SYSTEM_PROMPT =
      KEYS.optional(
          "provider.systemPrompt",
          "systemPrompt",
          ANY_TEXT,
          "System message of each request; none when empty.");
  static final Setting<Map<String, JsonNode>> BODY =
      KEYS.optional(
          "provider.config",
          "providerConfig",
          new BodyMembers(),
          "Members added to each request body, such as `temperature`. As a flag: JSON, "
              + "merged into that of the file.");
  static final Setting<String> API_KEY_ENV =
      KEYS.defaulted(
          "provider.apiKeyEnv",
          "apiKeyEnv",
          PatternText.environmentVariable(),
          "OPENAI_API_KEY",
          "Name of the environment variable that holds the API key.");
  static final Setting<Boolean> INCLUDE_USAGE =
      KEYS.defaulted(
          "provider.includeUsage",
          "includeUsage",
          FLAG,
          true,
          "Ask a streaming endpoint for its own token counts "
              + "(`stream_options.include_usage`); switch off for servers that refuse it.");

  static final Setting<Integer> MAX_CONNECTIONS =
      KEYS.optional(
          "http.maxConnections",
          "maxConnections",
          COUNT,
          "Most connections open at once; as many as `benchmark.concurrency` when not given, and no "
              + "limit in an open load.");
  static final Setting<Duration> KEEP_ALIVE_TIMEOUT =
      KEYS.filled(
          "http.keepAliveTimeout",
          "keepAliveTimeout",
          Seconds.from0(),
          60,
          "How long an idle connection is kept.");
  static final Setting<Duration> CONNECT_TIMEOUT =
      KEYS.filled(
          "http.connectTimeout",
          "connectTimeout",
          Seconds.above0(),
          10,
          "How long opening a connection may take.");

  static final Setting<Duration> CLIENT_WARM_UP =
      KEYS.defaulted(
          "http.clientWarmUp",
          "clientWarmUp",
          Seconds.from0(),
          2,
          "How long the client warms itself up before the first request, against a source of its "
              + "own and never the endpoint; 0 for not at all.");
  static final Setting<Integer> EVENT_LOOPS =
      KEYS.optional(
          "http.eventLoops",
          "eventLoops",
          COUNT,
          "Event loops (threads) that send and read; half as many as the machine has cores when "
              + "not given.");

  static final Setting<Set<ReportFormat>> REPORT_FORMATS =
      KEYS.filled(
          "reporter.adapters",
          "reporters",
          new ReportFormats(),
          List.of("json"),
          "Formats of the report. As a flag: a list with commas.");

  static final Setting<Boolean> LOG_TEXTS =
      KEYS.defaulted(
          "reporter.logTexts",
          "logTexts",
          FLAG,
          true,
          "Write prompts and answers to the files of the run; without them there is no "
              + "`prompts.jsonl`, and the log has empty texts.");
  static final Setting<Integer> MAX_ANSWER_CHARS =
      KEYS.defaulted(
          "reporter.maxAnswerChars",
          "maxAnswerChars",
          COUNT_OR_0,
          1_000_000,
          "Most characters kept of an answer's text; its tokens are counted all the same.");

  static final Setting<FailOn> FAIL_ON =
      KEYS.defaulted(
          "verdict.failOn",
          "failOn",
          new FailOnName(),
          "never",
          "The mildest verdict that makes the run end with exit status 4.");

  /** Of the rules of the verdict. */
  static final List<Setting<Thresholds>> VERDICT_THRESHOLDS =
      VerdictThresholds.declaredBy(Settings::thresholds);

  private Settings() {}

  static List<Setting<?>> all() {
    return KEYS.all();
  }

  private static Setting<Thresholds> thresholds(
      String rule, double suspect, double invalid, String meaning) {
    return KEYS.defaulted("verdict." + rule, rule, THRESHOLDS, List.of(suspect, invalid), meaning);
  }
}
