package io.github.gatlingllm.javaapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.ConfigSource;
import io.github.gatlingllm.config.Flags;
import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.config.LoadedConfig;
import io.github.gatlingllm.config.Provider;
import io.github.gatlingllm.gatling.ExitStatus;
import io.github.gatlingllm.gatling.StatisticsRow;
import io.github.gatlingllm.load.CapacitySearch;
import io.github.gatlingllm.prompt.PromptSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The parts of a simulation, made from a configuration: {@code -Dllm.config=FILE} and {@code
 * -Dllm.<name>} (docs/config.md). Without a file and without {@code -Dllm.baseUrl} the endpoint is
 * an embedded, simulated one on a free loopback port, and the load lasts half a minute.
 */
public final class Benchmark {

  /** The property of a run whose user was shown the estimate, and asked, by another process. */
  public static final String CONFIRMED = "gatlingllm.confirmed";

  private static final double ALL_PERCENT = 100;

  private final LlmProtocolBuilder protocol;
  private final ConfiguredLoad load;
  private final Supplier<Iterator<Map<String, Object>>> prompts;
  private final Supplier<Iterator<Map<String, Object>>> conversations;
  private final boolean ofConversations;
  private final List<String> conversationFaults;
  private final String requestRow;
  private final double maxErrorRate;
  private final boolean isSearch;
  private final RunEstimate estimate;
  private boolean endsJvmOnFaults;

  private Benchmark(CheckedConfig checked, boolean embedded) {
    LoadedConfig loaded = withModel(checked.loaded());
    BenchmarkConfig config = loaded.config();
    OpenedPrompts file = checked.file();
    List<String> warnings = new ArrayList<>();
    loaded.warnings().forEach(warning -> warnings.add(Flags.asTyped(warning)));
    ConfiguredProtocol.warning(config).ifPresent(warnings::add);
    warnings.addAll(new ConfiguredApi(config.provider()).warnings());
    if (file != null) {
      warnings.addAll(FileConversations.warnings(config, file));
    }
    this.estimate = RunEstimate.of(config, file);
    ConfiguredPrompts.warning(config, estimate.requests()).ifPresent(warnings::add);
    warnings.forEach(warning -> System.err.println("Warning: " + warning));
    long seed = checked.seed();
    String resolved = loaded.withSeed(seed).resolvedText();

    this.load = ConfiguredLoad.of(config.benchmark(), seed);
    boolean typed = !config.benchmark().types().isEmpty();
    PromptMixBuilder mix = ConfiguredPrompts.of(config, seed);
    this.prompts = ConfiguredPrompts.feeder(config, mix, file, seed);
    this.conversations = ConfiguredConversations.feeder(config, file, seed);
    this.ofConversations = config.conversation() != null;
    this.conversationFaults = ConfiguredConversations.faultsOfDefault(config, file);
    this.requestRow = typed ? StatisticsRow.ALL_NAME : ConfiguredPrompts.onlyType(config);
    this.isSearch =
        load instanceof ConfiguredLoad.Levels levels && levels.plan() instanceof CapacitySearch;
    this.maxErrorRate = config.benchmark().maxErrorRate();
    this.protocol =
        reporting(typed, mix, load.givenTo(ConfiguredProtocol.of(config, embedded)))
            .warmUp(config.ends().warmUpRequests(), warmUpPrompts(config, mix.seed(~seed), ~seed))
            .run(run -> ConfiguredRun.of(loaded, resolved, warnings, run));
  }

  private static PromptSource warmUpPrompts(
      BenchmarkConfig config, PromptMixBuilder mix, long seed) {
    return config.generator().batch() == null
        ? mix.source()
        : ConfiguredPrompts.batches(config, mix, seed);
  }

  private static LoadedConfig withModel(LoadedConfig loaded) {
    Provider provider = loaded.config().provider();
    return provider.model().isEmpty()
        ? loaded.withModel(new ModelDiscovery(provider).firstModel())
        : loaded;
  }

  private static LlmProtocolBuilder reporting(
      boolean typed, PromptMixBuilder mix, LlmProtocolBuilder endpoint) {
    return typed ? endpoint.promptMix(mix).rows(StatisticsRow.TTFT, StatisticsRow.ALL) : endpoint;
  }

  /**
   * The benchmark that the system properties describe.
   *
   * <p>A configuration with faults ends this JVM with status 3 after one line for each: as an
   * exception it would reach its author under Gatling's stack trace.
   */
  public static Benchmark configured() {
    try {
      Benchmark benchmark = confirmed(fromSystemProperties());
      benchmark.endsJvmOnFaults = true;
      return benchmark;
    } catch (InvalidConfigException e) {
      endJvm(e);
      throw e;
    }
  }

  private static void endJvm(InvalidConfigException e) {
    e.warnings().forEach(warning -> System.err.println("Warning: " + Flags.asTyped(warning)));
    System.err.println(Flags.asTyped(String.valueOf(e.getMessage())));
    System.err.flush();
    System.exit(ExitStatus.INVALID_CONFIGURATION.code());
  }

  /** Where prices are given, the estimate is shown, and on a terminal a run is asked for. */
  private static Benchmark confirmed(Benchmark benchmark) {
    Optional<String> estimate = benchmark.estimate.text();
    if (estimate.isPresent() && !Boolean.getBoolean(CONFIRMED)) {
      System.out.println(estimate.get());
      boolean given = Confirmation.given(System.getProperty("llm.yes"), Confirmation.terminal());
      if (!given) {
        System.err.println("Not confirmed: the run is not started.");
        System.err.flush();
        System.exit(ExitStatus.INVALID_CONFIGURATION.code());
      }
    }
    return benchmark;
  }

  /**
   * As {@link #configured()}, for callers that handle faults themselves.
   *
   * @throws InvalidConfigException with all faults
   */
  public static Benchmark fromSystemProperties() {
    boolean embedded =
        System.getProperty("llm.config") == null
            && System.getProperty("llm.baseUrl") == null
            && EmbeddedTarget.speaks(System.getProperty("llm.adapter", "openai"));
    Map<String, String> given =
        ConfigSource.ofSystemProperties(JsonNodeFactory.instance.objectNode()).properties();
    ObjectNode defaults = embedded ? EmbeddedTarget.start(given) : EmbeddedTarget.shape(given);
    return new Benchmark(CheckedConfig.of(new ConfigSource(defaults, given)), embedded);
  }

  /**
   * The configuration that properties describe, checked as that of a run is; nothing is started.
   * Without {@code llm.config} the load is that of the quick start.
   *
   * @param properties properties by name; those that do not start with {@code llm.} are ignored
   * @throws InvalidConfigException with all faults
   */
  public static LoadedConfig configuration(Map<String, String> properties) {
    CheckedConfig checked =
        CheckedConfig.of(new ConfigSource(EmbeddedTarget.shape(properties), properties));
    if (checked.file() != null) {
      checked.file().close();
    }
    return checked.loaded();
  }

  /**
   * Whether {@link #isConfirmed} shows the estimate and asks: there is a terminal, and nobody has
   * said yes before.
   *
   * @param properties as for {@link #configuration}
   */
  public static boolean asksFirst(Map<String, String> properties) {
    return !Boolean.parseBoolean(properties.get("llm.yes")) && Confirmation.terminal() != null;
  }

  /**
   * Whether a run may start: it costs nothing that is known, it was said before, there is nobody to
   * ask, or the answer on this process's terminal is yes. The estimate is shown before.
   *
   * @param properties as for {@link #configuration}
   * @throws InvalidConfigException with all faults
   */
  public static boolean isConfirmed(Map<String, String> properties) {
    if (!asksFirst(properties)) {
      return true;
    }
    CheckedConfig checked =
        CheckedConfig.of(new ConfigSource(EmbeddedTarget.shape(properties), properties));
    try (OpenedPrompts file = checked.file()) {
      Optional<String> estimate = RunEstimate.of(checked.loaded().config(), file).text();
      estimate.ifPresent(System.err::println);
      return estimate.isEmpty() || Confirmation.given(null, Confirmation.terminal());
    }
  }

  /** The endpoint, and how it is called. */
  public LlmProtocolBuilder protocol() {
    return protocol;
  }

  /** A scenario with the users of the load, whichever model it is of. */
  public PopulationBuilder inject(ScenarioBuilder scenario) {
    return load.inject(scenario);
  }

  /**
   * What users ask, as a feeder; {@code loadType} is the name of a request's type, {@code chat}
   * where the configuration has no types. With a file of prompts, {@code fedPrompt()} sends all of
   * each.
   *
   * @throws InvalidConfigException if the configuration asks for conversations, which this would
   *     ignore; of {@link #configured()} it ends this JVM
   */
  public Supplier<Iterator<Map<String, Object>>> prompts() {
    if (ofConversations) {
      refuse(
          List.of(
              "benchmark.conversation: this simulation makes single requests; run"
                  + " ConversationSimulation, or leave it out"));
    }
    return prompts;
  }

  /** Whether the configuration asks for conversations. */
  public boolean hasConversations() {
    return ofConversations;
  }

  private void refuse(List<String> faults) {
    InvalidConfigException refused = new InvalidConfigException(faults);
    if (endsJvmOnFaults) {
      endJvm(refused);
    }
    throw refused;
  }

  /**
   * What users say in conversations, as a feeder for {@link LlmDsl#conversation}: those of the
   * configuration's file, or synthetic ones; these of five turns, and both with half a second of
   * think time, where the configuration asks for none.
   *
   * @throws InvalidConfigException if the configuration asks for none and has keys of single
   *     requests, which this would ignore; of {@link #configured()} it ends this JVM
   */
  public Supplier<Iterator<Map<String, Object>>> conversations() {
    if (!conversationFaults.isEmpty()) {
      refuse(conversationFaults);
    }
    return conversations;
  }

  /**
   * The row of Gatling's statistics in which each request counts once, whichever type it is of: the
   * one to assert failures on.
   */
  public String requestRow() {
    return requestRow;
  }

  /**
   * The share of failed requests, in percent, above which the run has failed. A search for capacity
   * goes beyond what its endpoint can take, so its requests may all fail: it is judged by its
   * probes.
   */
  public double maxErrorPercent() {
    return isSearch ? ALL_PERCENT : maxErrorRate * ALL_PERCENT;
  }
}
