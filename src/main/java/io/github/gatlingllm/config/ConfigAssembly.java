package io.github.gatlingllm.config;

import io.github.gatlingllm.load.Prices;
import io.github.gatlingllm.load.StopRules;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands the values of a checked tree over to the records. */
final class ConfigAssembly {

  private final SettingsTree tree;

  ConfigAssembly(SettingsTree tree) {
    this.tree = tree;
  }

  BenchmarkConfig config() {
    return new BenchmarkConfig(
        provider(),
        benchmark(),
        ends(),
        ObjectiveSettings.config(tree),
        CacheSettings.config(tree),
        generator(),
        http(),
        reporter(),
        verdict(),
        ConversationSettings.model(tree));
  }

  private Provider provider() {
    return new Provider(
        tree.get(Settings.ADAPTER),
        AdapterSettings.model(tree),
        AdapterSettings.baseUrl(tree),
        tree.find(Settings.SYSTEM_PROMPT).filter(prompt -> !prompt.isEmpty()).orElse(null),
        AwsSettings.sent(tree),
        AdapterSettings.keyEnvironment(tree),
        tree.get(Settings.INCLUDE_USAGE),
        tree.find(Settings.PRICE_INPUT)
            .flatMap(
                input -> tree.find(Settings.PRICE_OUTPUT).map(output -> new Prices(input, output))),
        tree.find(AdapterSettings.DEPLOYMENT),
        tree.find(AdapterSettings.API_VERSION),
        tree.find(TemplateSettings.TEMPLATE),
        AwsSettings.provider(tree));
  }

  private EndsConfig ends() {
    int window = tree.get(EndSettings.STOP_WINDOW);
    int least =
        tree.find(EndSettings.STOP_MIN_REQUESTS)
            .orElse(Math.min(window, StopRules.ErrorRate.DEFAULT_MIN_REQUESTS));
    StopRules rules =
        new StopRules(
            tree.find(EndSettings.STOP_ERROR_RATE)
                .map(rate -> new StopRules.ErrorRate(rate, window, least)),
            tree.find(EndSettings.BUDGET_TOKENS).map(OptionalLong::of).orElse(OptionalLong.empty()),
            tree.find(EndSettings.BUDGET_COST)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty()),
            provider().prices());
    return new EndsConfig(
        tree.get(EndSettings.PREFLIGHT),
        tree.get(EndSettings.WARM_UP_REQUESTS),
        tree.find(EndSettings.DRAIN_TIMEOUT).orElse(null),
        rules);
  }

  private Benchmark benchmark() {
    LoadTypeAssembly types = new LoadTypeAssembly(tree);
    return new Benchmark(
        closedModel(),
        openModel(),
        levelsModel(),
        types.types(),
        types.common(LengthSettings.INPUT, LoadType::inputTokens),
        types.common(LengthSettings.OUTPUT, LoadType::outputTokens),
        tree.get(Settings.OUTPUT_CONTROL),
        tree.find(Settings.MAX_REQUESTS).map(OptionalInt::of).orElse(OptionalInt.empty()),
        tree.find(Settings.MAX_DURATION).orElse(null),
        tree.get(Settings.TIMEOUT),
        tree.find(LoadSettings.RAMP_UP).orElse(Duration.ZERO),
        tree.find(LoadSettings.RAMP_DOWN).orElse(Duration.ZERO),
        InputSettings.streaming(tree),
        tree.get(Settings.OUTPUT_DIR),
        tree.get(Settings.MAX_ERROR_RATE));
  }

  private @Nullable OpenModel openModel() {
    if (!LoadRules.isOpen(tree) || LevelRules.hasLevels(tree)) {
      return null;
    }
    try {
      return new OpenModel(new OpenLoadAssembly(tree).load(), arrivalSeed());
    } catch (RejectedValueException e) { // The file of times was sound when it was checked.
      throw new InvalidConfigException(List.of(e.reason()));
    }
  }

  private OptionalLong arrivalSeed() {
    return tree.find(LoadSettings.LOAD_SEED).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  private @Nullable LevelsModel levelsModel() {
    if (!LevelRules.hasLevels(tree)) {
      return null;
    }
    try {
      return new LevelsModel(new LevelAssembly(tree).plan(), arrivalSeed());
    } catch (RejectedValueException | IllegalArgumentException e) { // What only all of it tells.
      throw new InvalidConfigException(List.of("benchmark.load: " + e.getMessage()));
    }
  }

  private @Nullable ClosedModel closedModel() {
    if (LoadRules.isOpen(tree) || LevelRules.hasLevels(tree)) {
      return null;
    }
    return new ClosedModel(
        tree.get(LoadSettings.CONCURRENCY),
        tree.find(LoadSettings.RAMP_UP_REQUESTS).orElse(0),
        tree.find(LoadSettings.RAMP_DOWN_REQUESTS).orElse(0),
        tree.find(LoadSettings.SPAWN_RATE).map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        tree.find(LoadSettings.BURST).orElse(false));
  }

  private Generator generator() {
    return new Generator(
        tree.get(GeneratorSettings.ENABLED),
        tree.find(GeneratorSettings.PROMPT).filter(prompt -> !prompt.isEmpty()).orElse(null),
        tree.find(GeneratorSettings.CORPUS).orElse(null),
        tree.get(GeneratorSettings.TOKENIZER),
        tree.get(GeneratorSettings.TEXT),
        InputSettings.task(tree),
        DatasetSettings.promptFile(tree),
        DatasetSettings.pictures(tree),
        InputSettings.batch(tree),
        tree.find(GeneratorSettings.SEED).map(OptionalLong::of).orElse(OptionalLong.empty()));
  }

  private Http http() {
    return new Http(
        tree.find(Settings.MAX_CONNECTIONS)
            .or(() -> tree.find(LoadSettings.CONCURRENCY))
            .orElse(Http.UNLIMITED),
        tree.get(Settings.KEEP_ALIVE_TIMEOUT),
        tree.get(Settings.CONNECT_TIMEOUT),
        tree.get(Settings.CLIENT_WARM_UP),
        tree.find(Settings.EVENT_LOOPS).orElse(0));
  }

  private VerdictConfig verdict() {
    Map<String, Thresholds> thresholds = new LinkedHashMap<>();
    for (Setting<Thresholds> rule : VerdictKeys.THRESHOLDS) {
      thresholds.put(rule.property(), tree.get(rule));
    }
    return new VerdictConfig(tree.get(Settings.FAIL_ON), thresholds);
  }

  private Reporter reporter() {
    Set<ReportFormat> formats = new HashSet<>(tree.get(ReporterSettings.REPORT_FORMATS));
    tree.find(ReporterSettings.EXPORT).ifPresent(formats::addAll);
    return new Reporter(
        formats,
        tree.get(ReporterSettings.LOG_TEXTS),
        tree.get(ReporterSettings.MAX_ANSWER_CHARS),
        tree.get(ReporterSettings.LIVE),
        tree.get(ReporterSettings.LIVE_INTERVAL),
        ReporterSettings.isRedacted(tree),
        tree.get(ReporterSettings.SAVE_RESPONSES)
            ? new SavedResponses(
                tree.get(ReporterSettings.MAX_SAVED_RESPONSES),
                tree.get(ReporterSettings.MAX_SAVED_BYTES))
            : null);
  }
}
