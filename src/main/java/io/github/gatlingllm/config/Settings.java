package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Every key of the configuration, in the order in which the resolved file shows them.
 *
 * <p>A new key is one declaration, here or in the list of its section; reading, checks, its flag,
 * the resolved file and the table of the documentation follow. What is left is to hand its value
 * over in {@link ConfigAssembly}.
 */
final class Settings {

  private static final Declarations DECLARED = new Declarations();

  private static final WholeNumber COUNT = new WholeNumber(1);
  private static final DecimalNumber FRACTION = DecimalNumber.from0("a number from 0 to 1", 1);
  private static final TrueOrFalse FLAG = new TrueOrFalse();
  private static final FilePath FILE = new FilePath();
  private static final DecimalNumber PRICE = DecimalNumber.from0("a price of 0 or more", 1_000_000);

  static {
    DECLARED.include(GeneratorSettings.all());
  }

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
          new Text(false),
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
          new Text(true),
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
