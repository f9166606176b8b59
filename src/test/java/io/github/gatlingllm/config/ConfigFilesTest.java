package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.loadFile;
import static io.github.gatlingllm.config.Loading.resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.load.StopRules;
import io.github.gatlingllm.objective.Objectives;
import io.github.gatlingllm.prompt.PromptTask;
import io.github.gatlingllm.prompt.PromptText;
import io.github.gatlingllm.prompt.dataset.DatasetOptions;
import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.trace.TraceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations that users have already: they load as they are, or say in one line why not. */
class ConfigFilesTest {

  @TempDir Path folder;

  @Test
  void theFileThatInitWritesLoads() {
    LoadedConfig loaded = loadFile(resource("init.json"));

    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.runId()).isEmpty();
    assertThat(loaded.config())
        .isEqualTo(
            new BenchmarkConfig(
                new Provider(
                    Adapter.OPENAI,
                    "meta-llama/Llama-3-8B",
                    "http://localhost:8000/v1",
                    null,
                    Map.of(),
                    List.of("OPENAI_API_KEY"),
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    null),
                new Benchmark(
                    new ClosedModel(10, 0, 0, OptionalDouble.empty(), false),
                    null,
                    null,
                    List.of(),
                    TokenLength.normal(512),
                    TokenLength.normal(256),
                    OutputControl.MAX,
                    OptionalInt.of(100),
                    null,
                    Duration.ofSeconds(600),
                    Duration.ZERO,
                    Duration.ZERO,
                    true,
                    Path.of("./results"),
                    0.01),
                new EndsConfig(true, 0, null, StopRules.NONE),
                new ObjectivesConfig(Objectives.NONE, false),
                new CacheConfig(0, OptionalInt.empty(), Optional.empty()),
                new Generator(
                    false,
                    null,
                    null,
                    "o200k_base",
                    PromptText.CORPUS,
                    PromptTask.STREAM_LINES,
                    null,
                    null,
                    OptionalLong.empty()),
                new Http(
                    10, Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(3), 0),
                new Reporter(
                    Set.of(ReportFormat.JSON),
                    true,
                    1_000_000,
                    LiveName.AUTO,
                    Duration.ofSeconds(5)),
                loaded.config().verdict(),
                null));
  }

  @Test
  void theVerdictHasThresholdsByRuleAndFailsNothingUnlessToldTo() {
    VerdictConfig byDefault = loadFile(resource("init.json")).config().verdict();
    VerdictConfig told =
        loadFile(resource("init.json"), "llm.failOn=suspect", "llm.lagShare=0.2, 1.5")
            .config()
            .verdict();

    assertThat(byDefault.failOn()).isEqualTo(FailOn.NEVER);
    assertThat(byDefault.thresholds()).containsEntry("lagShare", new Thresholds(0.1, 0.5));
    assertThat(told.failOn()).isEqualTo(FailOn.SUSPECT);
    assertThat(told.thresholds())
        .containsEntry("lagShare", new Thresholds(0.2, 1.5))
        .containsEntry("steal", new Thresholds(0.05, 0.2));
  }

  @Test
  void theFileThatInitWritesResolvesToTheSameBytesAsEver() throws IOException {
    Path written = folder.resolve("config.resolved.json");

    Files.writeString(written, loadFile(resource("init.json")).resolvedText());

    assertThat(written).hasSameTextualContentAs(resource("init.resolved.json"));
    assertThat(Files.readAllBytes(written)).endsWith('}', '\n');
  }

  @Test
  void everyKeyIsKnownAndAFileOfPromptsIsNamed() {
    LoadedConfig loaded = loadFile(resource("every-key.json"));

    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.config().generator().file())
        .isEqualTo(
            new PromptFile(
                "benchmark.inputFile",
                Path.of("prompts.jsonl"),
                false,
                DatasetOptions.ALL,
                false,
                TraceOptions.ALL));
  }

  @Test
  void everyKeyArrives() {
    LoadedConfig loaded = loadFile(resource("every-key.json"), "llm.inputFile=none");

    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.config())
        .isEqualTo(
            new BenchmarkConfig(
                new Provider(
                    Adapter.OPENAI,
                    "gpt-4o",
                    "https://api.openai.com/v1",
                    "You are a helpful assistant.",
                    Map.of("temperature", DoubleNode.valueOf(0.2)),
                    List.of("OPENAI_API_KEY"),
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    null),
                new Benchmark(
                    new ClosedModel(10, 50, 20, OptionalDouble.empty(), false),
                    null,
                    null,
                    List.of(),
                    TokenLength.normal(512, 51),
                    TokenLength.normal(256, 26),
                    OutputControl.MAX,
                    OptionalInt.of(100),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(600),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(15),
                    true,
                    Path.of("./results"),
                    0.01),
                new EndsConfig(true, 0, null, StopRules.NONE),
                new ObjectivesConfig(Objectives.NONE, false),
                new CacheConfig(0, OptionalInt.empty(), Optional.empty()),
                new Generator(
                    false,
                    "Custom instruction...",
                    Path.of("./my-corpus.txt"),
                    "o200k_base",
                    PromptText.CORPUS,
                    PromptTask.STREAM_LINES,
                    null,
                    null,
                    OptionalLong.empty()),
                new Http(
                    10, Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(3), 0),
                new Reporter(
                    Set.of(ReportFormat.JSON, ReportFormat.CSV),
                    true,
                    1_000_000,
                    LiveName.AUTO,
                    Duration.ofSeconds(5)),
                loaded.config().verdict(),
                null));
  }

  @Test
  void anInputFileThatIsNotUsedIsNotRefused() {
    LoadedConfig loaded = loadFile(resource("every-key.json"), "llm.generatorEnabled=true");

    assertThat(loaded.config().generator().enabled()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"readme-openai.json", "readme-ramps.json", "readme-csv.json"})
  void documentedExamplesLoadWithoutAWarning(String name) {
    assertThat(loadFile(resource(name)).warnings()).isEmpty();
  }

  @Test
  void theDocumentedRampsAreReadAsTimes() {
    Benchmark benchmark = loadFile(resource("readme-ramps.json")).config().benchmark();

    assertThat(benchmark.rampUp()).isEqualTo(Duration.ofSeconds(30));
    assertThat(benchmark.rampDown()).isEqualTo(Duration.ofSeconds(15));
    assertThat(benchmark.maxDuration()).isEqualTo(Duration.ofSeconds(120));
    assertThat(benchmark.maxRequests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "readme-sagemaker.json, openai, ''",
    "readme-sagemaker-legacy.json, sagemaker, ''",
    "readme-sagemaker-vpc.json, openai,"
        + " https://vpce-0123456789abcdef-ab12cd34.runtime.sagemaker.us-west-2.vpce.amazonaws.com"
  })
  void flotestsConfigurationsOfSageMakerAreReadUnchanged(
      String name, String format, String baseUrl) {
    Provider provider = loadFile(resource(name)).config().provider();

    assertThat(provider.adapter()).isEqualTo(Adapter.SAGEMAKER);
    assertThat(provider.aws()).isEqualTo(new AwsProvider(format, "", "", "", "", ""));
    assertThat(provider.baseUrl()).isEqualTo(baseUrl);
    assertThat(provider.config()).as("what is sent").isEmpty();
  }

  @Test
  void aRampDownThatNeverFiresIsAWarningBecauseADocumentedExampleHasIt() {
    LoadedConfig loaded = loadFile(resource("readme-sagemaker-vpc.json"), "llm.adapter=openai");

    assertThat(loaded.warnings())
        .containsExactly(
            "benchmark.rampDown.duration never takes effect without benchmark.maxDuration:"
                + " when the last request ends is not known before");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "init.json",
        "readme-openai.json",
        "readme-ramps.json",
        "readme-csv.json",
        "readme-sagemaker.json",
        "readme-sagemaker-legacy.json"
      })
  void theResolvedFileLoadsToTheSameConfiguration(String name) throws IOException {
    assertResolvedLoadsTheSame(loadFile(resource(name)));
  }

  @Test
  void theResolvedFileLoadsToTheSameConfigurationWithEveryKeyOfOurOwn() throws IOException {
    LoadedConfig loaded =
        loadFile(
            resource("init.json"),
            "llm.includeUsage=false",
            "llm.apiKeyEnv=KEY",
            "llm.tokenizer=cl100k_base",
            "llm.seed=-9223372036854775808",
            "llm.maxErrorRate=0.2",
            "llm.maxDuration=2.5",
            "llm.rampUp=0.5",
            "llm.baseUrl=http://h:1/v1/",
            "llm.providerConfig={\"stop\":[\"\\n\"],\"logit_bias\":{},\"n\":1.0}",
            "llm.reporters=csv");

    assertResolvedLoadsTheSame(loaded);
  }

  private void assertResolvedLoadsTheSame(LoadedConfig loaded) throws IOException {
    Path written = folder.resolve("config.resolved.json");
    Files.writeString(written, loaded.resolvedText());

    LoadedConfig again = loadFile(written);

    assertThat(again.config()).isEqualTo(loaded.config());
    assertThat(again.resolved()).isEqualTo(loaded.resolved());
    assertThat(again.warnings()).isEmpty();
  }

  @Test
  void whatIsHandedOutCannotChangeWhatIsWritten() {
    LoadedConfig loaded = loadFile(resource("init.json"));
    ObjectNode copy = loaded.resolved();

    copy.removeAll();

    assertThat(loaded.resolved()).isNotEmpty();
  }
}
