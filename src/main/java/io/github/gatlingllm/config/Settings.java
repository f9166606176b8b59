package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.prompt.PromptTask;
import io.github.gatlingllm.prompt.PromptText;
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

  private static final Declarations DECLARED = new Declarations();

  private static final WholeNumber COUNT = new WholeNumber(1);
  private static final WholeNumber COUNT_OR_0 = new WholeNumber(0);
  private static final DecimalNumber FRACTION = DecimalNumber.from0("a number from 0 to 1", 1);
  private static final Text ANY_TEXT = new Text(true);
  private static final Text SOME_TEXT = new Text(false);
  private static final TrueOrFalse FLAG = new TrueOrFalse();
  private static final FilePath FILE = new FilePath();
  private static final DecimalNumber PRICE = DecimalNumber.from0("a price of 0 or more", 1_000_000);

  static final Setting<Boolean> GENERATOR_ENABLED =
      filled(
          "generator.enabled",
          "generatorEnabled",
          FLAG,
          false,
          "Make synthetic prompts even if `benchmark.inputFile` is set. Without an input "
              + "file prompts are synthetic either way.");
  static final Setting<String> GENERATOR_PROMPT =
      optional("generator.prompt", "prompt", ANY_TEXT, "Text appended to each synthetic prompt.");
  static final Setting<Path> GENERATOR_CORPUS =
      optional(
          "generator.corpus",
          "corpus",
          FILE,
          "UTF-8 text file whose lines synthetic prompts are made of; a built-in text when "
              + "not given.");
  static final Setting<String> GENERATOR_TOKENIZER =
      defaulted(
          "generator.tokenizer",
          "tokenizer",
          SOME_TEXT,
          "o200k_base",
          "What tokens are counted with: a vocabulary, an OpenAI model, the path of a "
              + "tokenizer.json or its folder, or \"server\" ([prompts.md](prompts.md)).");
  static final Setting<PromptText> GENERATOR_TEXT =
      defaulted(
          "generator.text",
          "promptText",
          new PromptTextName(),
          "corpus",
          "What synthetic prompts are filled with: lines of the corpus, or single-token `words` by "
              + "chance (prompts.md).");
  static final Setting<PromptTask> GENERATOR_TASK =
      defaulted(
          "generator.task",
          "promptTask",
          new PromptTaskName(),
          "stream-lines",
          "What they tell the model to do in front of that, so that it writes long answers: "
              + "`stream-lines`, `continue`, `count` or `none`.");
  static final Setting<Long> GENERATOR_SEED =
      optional(
          "generator.seed",
          "seed",
          new SeedNumber(),
          "Seed of all random choices; the same seed gives the same prompts. Chosen anew "
              + "for each run when not given.");

  static final Setting<Path> OUTPUT_DIR =
      filled(
          "benchmark.outputDir",
          "outputDir",
          FILE,
          "./results",
          "Folder that receives one folder for each run.");
  static final Setting<Path> INPUT_FILE =
      optional(
          "benchmark.inputFile",
          "inputFile",
          FILE,
          "File of prompts (datasets.md); not used where `generator.enabled` is true. Lengths of "
              + "`benchmark` are then not required.");

  static {
    DECLARED.include(DatasetSettings.all());
  }

  static {
    DECLARED.include(LengthSettings.all());
    DECLARED.include(InputSettings.all());
  }

  static final Setting<OutputControl> OUTPUT_CONTROL =
      defaulted(
          "benchmark.outputControl",
          "outputControl",
          new OutputControl.Name(),
          "max",
          "How answers are made as long as asked: `max` sends `max_tokens`; `exact` adds "
              + "`ignore_eos` and `min_tokens`, for vLLM, SGLang and llama-server (prompts.md).");

  static final Setting<Integer> MAX_REQUESTS =
      optional(
          "benchmark.maxRequests",
          "maxRequests",
          COUNT,
          "Requests after which the run stops. At least one of this and "
              + "`benchmark.maxDuration` is required, unless an open load tells its end; with both, "
              + "the first one reached stops the run.");
  static final Setting<Duration> MAX_DURATION =
      optional(
          "benchmark.maxDuration",
          "maxDuration",
          Seconds.above0(),
          "Time after which no request is started any more; those in flight are finished.");
  static final Setting<Duration> TIMEOUT =
      filled(
          "benchmark.timeout",
          "timeout",
          Seconds.above0(),
          600,
          "Longest time of one request, from its start to the end of its answer.");

  static {
    DECLARED.include(LoadSettings.all());
  }

  static {
    DECLARED.include(CacheSettings.all());
  }

  static final Setting<Boolean> STREAMING =
      filled("benchmark.streaming", "streaming", FLAG, true, "Ask for streamed answers.");
  static final Setting<Double> MAX_ERROR_RATE =
      defaulted(
          "benchmark.maxErrorRate",
          "maxErrorRate",
          FRACTION,
          0.01,
          "Share of failed requests, as a fraction, above which the run fails.");

  static {
    DECLARED.include(ConversationSettings.all());
    DECLARED.include(EndSettings.all());
    DECLARED.include(ObjectiveSettings.all());
  }

  static final Setting<Adapter> ADAPTER =
      filled(
          "provider.adapter",
          "adapter",
          new AdapterName(),
          "openai",
          "API of the endpoint: docs/apis.md, and docs/aws.md for those of AWS.");
  static final Setting<String> MODEL =
      optional(
          "provider.model",
          "model",
          SOME_TEXT,
          "Name of the model; with the adapters of OpenAI the first that the endpoint lists when "
              + "not given, with the others required.");
  static final Setting<String> BASE_URL =
      filled(
          "provider.baseURL",
          "baseUrl",
          new BaseUrl(),
          "https://api.openai.com/v1",
          "URL that the path of the API is appended to, such as `/chat/completions`; a slash at its "
              + "end makes no difference. When not given that of the adapter's provider, if it has "
              + "one, or of AWS's region: docs/apis.md.");
  static final Setting<String> SYSTEM_PROMPT =
      optional(
          "provider.systemPrompt",
          "systemPrompt",
          ANY_TEXT,
          "System message of each request; none when empty.");
  static final Setting<Map<String, JsonNode>> BODY =
      optional(
          "provider.config",
          "providerConfig",
          new BodyMembers(),
          "Members added to each request body, such as `temperature`. As a flag: JSON, "
              + "merged into that of the file. With an adapter of AWS `requestFormat` is read and "
              + "not sent.");
  static final Setting<String> API_KEY_ENV =
      defaulted(
          "provider.apiKeyEnv",
          "apiKeyEnv",
          PatternText.environmentVariable(),
          "OPENAI_API_KEY",
          "Name of the environment variable that holds the API key; an empty string sends none. When "
              + "not given the one that the adapter's provider uses: docs/apis.md.");

  static {
    DECLARED.include(AdapterSettings.all());
    DECLARED.include(TemplateSettings.all());
  }

  static final Setting<Boolean> INCLUDE_USAGE =
      defaulted(
          "provider.includeUsage",
          "includeUsage",
          FLAG,
          true,
          "Ask a streaming endpoint for its own token counts "
              + "(`stream_options.include_usage`); switch off for servers that refuse it.");

  static {
    DECLARED.include(AwsSettings.all());
  }

  static final Setting<Double> PRICE_INPUT =
      optional(
          "provider.price.input",
          "priceInput",
          PRICE,
          "Price of a million input tokens, in any currency: then the run's cost is reported, and "
              + "on a terminal it asks before it starts (`-Dllm.yes=true` for not).");
  static final Setting<Double> PRICE_OUTPUT =
      optional(
          "provider.price.output",
          "priceOutput",
          PRICE,
          "Price of a million output tokens; with the other, or neither.");

  static final Setting<Integer> MAX_CONNECTIONS =
      optional(
          "http.maxConnections",
          "maxConnections",
          COUNT,
          "Most connections open at once; as many as `benchmark.concurrency` when not given, and no "
              + "limit in an open load.");
  static final Setting<Duration> KEEP_ALIVE_TIMEOUT =
      filled(
          "http.keepAliveTimeout",
          "keepAliveTimeout",
          Seconds.from0(),
          60,
          "How long an idle connection is kept.");
  static final Setting<Duration> CONNECT_TIMEOUT =
      filled(
          "http.connectTimeout",
          "connectTimeout",
          Seconds.above0(),
          10,
          "How long opening a connection may take.");

  static final Setting<Duration> CLIENT_WARM_UP =
      defaulted(
          "http.clientWarmUp",
          "clientWarmUp",
          Seconds.from0(),
          3,
          "How long the client warms itself up before the first request, against a source of its "
              + "own and never the endpoint; 0 for not at all.");
  static final Setting<Integer> EVENT_LOOPS =
      optional(
          "http.eventLoops",
          "eventLoops",
          COUNT,
          "Event loops (threads) that send and read; half as many as the machine has cores when "
              + "not given.");

  static final Setting<Set<ReportFormat>> REPORT_FORMATS =
      filled(
          "reporter.adapters",
          "reporters",
          new ReportFormats(),
          List.of("json"),
          "Formats of the report. As a flag: a list with commas.");
  static final Setting<Set<ReportFormat>> EXPORT =
      optional(
          "reporter.export",
          "export",
          new ReportFormats(),
          "Formats beside those of `reporter.adapters`. As a flag: a list with commas.");

  static final Setting<Boolean> LOG_TEXTS =
      defaulted(
          "reporter.logTexts",
          "logTexts",
          FLAG,
          true,
          "Write prompts and answers to the files of the run; without them there is no "
              + "`prompts.jsonl`, and the log has empty texts.");
  static final Setting<Integer> MAX_ANSWER_CHARS =
      defaulted(
          "reporter.maxAnswerChars",
          "maxAnswerChars",
          COUNT_OR_0,
          1_000_000,
          "Most characters kept of an answer's text; its tokens are counted all the same.");

  static final Setting<LiveName> LIVE =
      defaulted(
          "reporter.live",
          "live",
          new LiveNames(),
          "auto",
          "How the run is shown while it goes on; `auto` is `screen` on a terminal and `lines` "
              + "elsewhere, and `off` where Gatling writes its own summary to the console.");
  static final Setting<Duration> LIVE_INTERVAL =
      defaulted(
          "reporter.liveInterval",
          "liveInterval",
          Seconds.above0(),
          5,
          "Seconds from one line about the run to the next.");

  static {
    DECLARED.include(ReporterSettings.all());
  }

  static final Setting<FailOn> FAIL_ON =
      defaulted(
          "verdict.failOn",
          "failOn",
          new FailOnName(),
          "never",
          "The mildest verdict that makes the run end with exit status 4.");

  static {
    DECLARED.include(VerdictKeys.all());
  }

  private Settings() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  private static <T> Setting<T> optional(
      String path, String property, ValueType<T> type, String meaning) {
    return DECLARED.optional(path, property, type, meaning);
  }

  /** For keys that a resolved file has always shown. */
  private static <T> Setting<T> filled(
      String path, String property, ValueType<T> type, Object defaultValue, String meaning) {
    return DECLARED.filled(path, property, type, defaultValue, meaning);
  }

  /** For keys that other readers of a resolved file do not know. */
  private static <T> Setting<T> defaulted(
      String path, String property, ValueType<T> type, Object defaultValue, String meaning) {
    return DECLARED.defaulted(path, property, type, defaultValue, meaning);
  }
}
