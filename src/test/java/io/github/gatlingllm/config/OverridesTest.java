package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.faults;
import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.smallest;
import static io.github.gatlingllm.config.Loading.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code llm.*} properties. */
class OverridesTest {

  /** A flag, the JSON path it changes, and the value that is then resolved. */
  private record Case(String flag, String path, String json) {}

  private static final List<Case> CASES =
      List.of(
          new Case("llm.generatorEnabled=true", "generator.enabled", "true"),
          new Case("llm.prompt=Be brief.", "generator.prompt", "\"Be brief.\""),
          new Case("llm.corpus=./c.txt", "generator.corpus", "\"./c.txt\""),
          new Case("llm.tokenizer=cl100k_base", "generator.tokenizer", "\"cl100k_base\""),
          new Case("llm.promptText=words", "generator.text", "\"words\""),
          new Case("llm.promptTask=count", "generator.task", "\"count\""),
          new Case("llm.seed=-42", "generator.seed", "-42"),
          new Case("llm.outputDir=results/x", "benchmark.outputDir", "\"results/x\""),
          new Case("llm.inputFile=p.jsonl", "benchmark.inputFile", "\"p.jsonl\""),
          new Case("llm.images=2", "generator.images.count", "2"),
          new Case("llm.imageWidth=64", "generator.images.width", "64"),
          new Case("llm.imageHeight=32", "generator.images.height", "32"),
          new Case("llm.imageFormat=jpeg", "generator.images.format", "\"jpeg\""),
          new Case("llm.inputTokens=100", "benchmark.inputTokens.mean", "100"),
          new Case("llm.inputTokensStddev=7.5", "benchmark.inputTokens.stddev", "7.5"),
          new Case(
              "llm.inputTokensDistribution=constant",
              "benchmark.inputTokens.distribution",
              "\"constant\""),
          new Case("llm.inputTokensMin=50", "benchmark.inputTokens.min", "50"),
          new Case("llm.inputTokensMax=100", "benchmark.inputTokens.max", "100"),
          new Case(
              "llm.outputTokensDistribution=exponential",
              "benchmark.outputTokens.distribution",
              "\"exponential\""),
          new Case("llm.outputTokensMin=20", "benchmark.outputTokens.min", "20"),
          new Case("llm.outputTokensMax=100", "benchmark.outputTokens.max", "100"),
          new Case("llm.outputControl=max", "benchmark.outputControl", "\"max\""),
          new Case("llm.outputTokens=50", "benchmark.outputTokens.mean", "50"),
          new Case("llm.outputTokensStddev=0", "benchmark.outputTokens.stddev", "0"),
          new Case(
              "llm.loadTypes=chat:3,rag:1:9",
              "benchmark.loadTypes",
              "[{\"name\":\"chat\",\"weight\":3},"
                  + "{\"name\":\"rag\",\"weight\":1,\"inputTokens\":{\"mean\":9}}]"),
          new Case("llm.maxRequests=77", "benchmark.maxRequests", "77"),
          new Case("llm.maxDuration=20", "benchmark.maxDuration", "20"),
          new Case("llm.timeout=1.5", "benchmark.timeout", "1.5"),
          new Case("llm.concurrency= 9 ", "benchmark.concurrency", "9"),
          new Case("llm.rampUp=3", "benchmark.rampUp.duration", "3"),
          new Case("llm.rampUpRequests=7", "benchmark.rampUp.requests", "7"),
          new Case("llm.spawnRate=2.5", "benchmark.load.spawnRate", "2.5"),
          new Case("llm.burst=true", "benchmark.load.burst", "true"),
          new Case("llm.rampDown=4", "benchmark.rampDown.duration", "4"),
          new Case("llm.rampDownRequests=0", "benchmark.rampDown.requests", "0"),
          new Case("llm.cachePercentage=0.0", "benchmark.cachePercentage", "0.0"),
          new Case("llm.turns=5", "benchmark.conversation.turns", "5"),
          new Case("llm.firstInputTokens=64", "benchmark.conversation.firstInputTokens", "64"),
          new Case(
              "llm.turnInputTokens=normal:64:6",
              "benchmark.conversation.inputTokens",
              "{\"distribution\":\"normal\",\"mean\":64,\"stddev\":6}"),
          new Case(
              "llm.turns=uniform:2:8",
              "benchmark.conversation.turns",
              "{\"distribution\":\"uniform\",\"min\":2,\"max\":8}"),
          new Case("llm.answers=recorded", "benchmark.conversation.answers", "\"recorded\""),
          new Case("llm.turnOutputTokens=32", "benchmark.conversation.outputTokens", "32"),
          new Case("llm.thinkTime=2", "benchmark.conversation.thinkTime", "2"),
          new Case("llm.systemTokens=50", "benchmark.conversation.systemTokens", "50"),
          new Case("llm.cacheDistance=9", "benchmark.cacheDistance", "9"),
          new Case("llm.sharedPrefixTokens=64", "benchmark.sharedPrefix.tokens", "64"),
          new Case("llm.sharedPrefixGroups=3", "benchmark.sharedPrefix.groups", "3"),
          new Case("llm.sharedPrefixSkew=1.5", "benchmark.sharedPrefix.skew", "1.5"),
          new Case("llm.streaming=false", "benchmark.streaming", "false"),
          new Case("llm.maxErrorRate=1", "benchmark.maxErrorRate", "1"),
          new Case("llm.adapter=openai", "provider.adapter", "\"openai\""),
          new Case("llm.model=gpt-4o", "provider.model", "\"gpt-4o\""),
          new Case("llm.baseUrl=http://h:1/v1/", "provider.baseURL", "\"http://h:1/v1\""),
          new Case("llm.systemPrompt=Hi", "provider.systemPrompt", "\"Hi\""),
          new Case("llm.providerConfig={\"top_p\":1}", "provider.config", "{\"top_p\":1}"),
          new Case("llm.providerConfig={\\\"top_p\\\":1}", "provider.config", "{\"top_p\":1}"),
          new Case("llm.apiKeyEnv=MY_KEY", "provider.apiKeyEnv", "\"MY_KEY\""),
          new Case("llm.includeUsage=false", "provider.includeUsage", "false"),
          new Case("llm.maxConnections=3", "http.maxConnections", "3"),
          new Case("llm.keepAliveTimeout=0", "http.keepAliveTimeout", "0"),
          new Case("llm.connectTimeout=2", "http.connectTimeout", "2"),
          new Case("llm.reporters=csv, json", "reporter.adapters", "[\"csv\",\"json\"]"),
          new Case("llm.export=vllm,junit", "reporter.export", "[\"vllm\",\"junit\"]"),
          new Case("llm.clientWarmUp=0", "http.clientWarmUp", "0"),
          new Case("llm.eventLoops=3", "http.eventLoops", "3"),
          new Case("llm.logTexts=false", "reporter.logTexts", "false"),
          new Case("llm.maxAnswerChars=5", "reporter.maxAnswerChars", "5"),
          new Case("llm.live=lines", "reporter.live", "\"lines\""),
          new Case("llm.liveInterval=0.5", "reporter.liveInterval", "0.5"),
          new Case("llm.redact=true", "reporter.redact", "true"),
          new Case("llm.saveResponses=true", "reporter.saveResponses", "true"),
          new Case("llm.maxSavedResponses=5", "reporter.maxSavedResponses", "5"),
          new Case("llm.maxSavedBytes=5000", "reporter.maxSavedBytes", "5000"),
          new Case("llm.failOn=invalid", "verdict.failOn", "\"invalid\""),
          new Case("llm.lagShare=0.2, 1", "verdict.lagShare", "[0.2,1]"),
          new Case("llm.sendLagShare=0.2,1", "verdict.sendLagShare", "[0.2,1]"),
          new Case("llm.gcTimeShare=0,0", "verdict.gcTimeShare", "[0,0]"),
          new Case("llm.longestGc=2,10", "verdict.longestGc", "[2,10]"),
          new Case("llm.processCpu=0.5,1", "verdict.processCpu", "[0.5,1]"),
          new Case("llm.machineCpu=0.5,1", "verdict.machineCpu", "[0.5,1]"),
          new Case("llm.steal=0.5,1", "verdict.steal", "[0.5,1]"),
          new Case("llm.openFiles=0.5,1", "verdict.openFiles", "[0.5,1]"),
          new Case("llm.concurrencyShortfall=0.1,0.5", "verdict.concurrencyShortfall", "[0.1,0.5]"),
          new Case("llm.rateShortfall=0.1,0.5", "verdict.rateShortfall", "[0.1,0.5]"),
          new Case("llm.loadModel=closed", "benchmark.load.model", "\"closed\""),
          new Case("llm.notSent=0.5,1", "verdict.notSent", "[0.5,1]"),
          new Case("llm.notLogged=0.5,1", "verdict.notLogged", "[0.5,1]"),
          new Case("llm.logBacklog=0.6,1", "verdict.logBacklog", "[0.6,1]"),
          new Case("llm.preflight=false", "benchmark.preflight", "false"),
          new Case("llm.warmUpRequests=5", "benchmark.warmUp.requests", "5"),
          new Case("llm.drainTimeout=2.5", "benchmark.drainTimeout", "2.5"),
          new Case("llm.stopErrorRate=0.5", "benchmark.stop.errorRate", "0.5"),
          new Case("llm.stopWindow=50", "benchmark.stop.window", "50"),
          new Case("llm.stopMinRequests=7", "benchmark.stop.minRequests", "7"),
          new Case("llm.budgetTokens=5000000000", "benchmark.budget.tokens", "5000000000"),
          new Case("llm.budgetCost=1.5", "benchmark.budget.cost", "1.5"),
          new Case(
              "llm.goodput=ttft:500,e2e:3000", "benchmark.goodput", "{\"ttft\":500,\"e2e\":3000}"),
          new Case("llm.objectives=ttft.p95:500", "benchmark.objectives", "{\"ttft.p95\":500}"),
          new Case("llm.stopObjectives=true", "benchmark.stop.objectives", "true"),
          new Case("llm.priceInput=0.15", "provider.price.input", "0.15"),
          new Case("llm.priceOutput=0.6", "provider.price.output", "0.6"));

  /** With the keys without which others are of no use. */
  private static ObjectNode complete(Case of) {
    ObjectNode priced = with(with("provider.price.input", "1"), "provider.price.output", "2");
    if (of.path().equals("benchmark.conversation.answers")) {
      return with(priced, "benchmark.inputFile", "\"p.json\"");
    }
    if (of.path().startsWith("benchmark.conversation")) {
      return with(priced, "benchmark.conversation.turns", "2");
    }
    if (of.path().startsWith("benchmark.cache")) {
      return with(priced, "benchmark.cachePercentage", "10");
    }
    return of.path().startsWith("benchmark.sharedPrefix")
        ? with(priced, "benchmark.sharedPrefix.tokens", "16")
        : priced;
  }

  @TestFactory
  Stream<DynamicTest> eachFlagSetsItsKey() {
    return CASES.stream()
        .map(
            flag ->
                DynamicTest.dynamicTest(
                    flag.flag(),
                    () -> {
                      ObjectNode resolved = load(complete(flag), flag.flag()).resolved();
                      String pointer = "/" + flag.path().replace('.', '/');
                      assertThat(resolved.at(pointer)).hasToString(flag.json());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> eachFlagWinsOverTheFile() {
    return CASES.stream()
        .map(
            flag ->
                DynamicTest.dynamicTest(
                    flag.flag(),
                    () -> {
                      ObjectNode faulty = with(complete(flag), flag.path(), "[[]]");
                      assertThat(load(faulty, flag.flag()).config())
                          .isEqualTo(load(complete(flag), flag.flag()).config());
                    }));
  }

  /**
   * The keys of an open load, of levels and of a file are not those of this one: LoadRulesTest,
   * LevelsConfigTest, DatasetConfigTest. Lists and histograms need another distribution:
   * LengthsTest; keys of AWS: AwsConfigTest.
   */
  @Test
  void everySettingHasACase() {
    Set<String> paths = new HashSet<>(CASES.stream().map(Case::path).toList());
    for (LengthSettings length : List.of(LengthSettings.INPUT, LengthSettings.OUTPUT)) {
      paths.add(length.values().path());
      paths.add(length.bins().path());
    }
    DatasetConfigTest.fileKeys().forEach(paths::add);
    AdapterSettings.all().forEach(setting -> paths.add(setting.path())); // AdaptersTest.
    TemplateSettings.all().forEach(setting -> paths.add(setting.path())); // TemplateConfigTest.
    paths.add(InputSettings.BATCH_SIZE.path()); // InputsConfigTest.
    paths.add(InputSettings.QUERY_TOKENS.path());
    LoadRulesTest.openKeys().forEach(paths::add);
    AwsSettings.all().forEach(setting -> paths.add(setting.path()));
    LevelsConfigTest.levelFlags().values().forEach(paths::add);

    assertThat(Settings.all()).extracting(setting -> setting.path()).hasSameElementsAs(paths);
    assertThat(Settings.all()).extracting(setting -> setting.property()).doesNotHaveDuplicates();
  }

  @Test
  void aLimitGivenByFlagKeepsTheOtherLimitOfTheFile() {
    Benchmark benchmark = load(smallest(), "llm.maxDuration=20").config().benchmark();

    assertThat(benchmark.maxRequests()).hasValue(10);
    assertThat(benchmark.maxDuration()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void noneTakesAValueAway() {
    Benchmark benchmark =
        load(smallest(), "llm.maxDuration=20", "llm.maxRequests=none").config().benchmark();

    assertThat(benchmark.maxRequests()).isEmpty();
    assertThat(faults(smallest(), "llm.maxRequests=none"))
        .containsExactly("benchmark: at least one of maxRequests or maxDuration is required");
  }

  @Test
  void noneTakesTheObjectThatItEmptiesAwayToo() {
    ObjectNode tree = with("benchmark.rampUp.duration", "5");

    ObjectNode resolved = load(tree, "llm.rampUp=none").resolved();

    assertThat(resolved.at("/benchmark").has("rampUp")).isFalse();
  }

  @Test
  void noneLeavesTheDefault() {
    assertThat(
            load(with("benchmark.timeout", "5"), "llm.timeout=none").config().benchmark().timeout())
        .isEqualTo(Duration.ofSeconds(600));
    assertThat(load(smallest(), "llm.rampDown=none").config()).isEqualTo(load(smallest()).config());
  }

  @Test
  void noneIsRefusedWhereAValueIsRequired() {
    assertThat(faults(smallest(), "llm.outputTokens=none", "llm.inputTokens=none"))
        .containsExactly(
            "-Dllm.inputTokens=none: this setting is required and cannot be taken away",
            "-Dllm.outputTokens=none: this setting is required and cannot be taken away");
    assertThat(faults(smallest(), "llm.concurrency=none"))
        .containsExactly("benchmark.concurrency is missing; give a whole number of 1 or more");
  }

  @ParameterizedTest
  @CsvSource({
    "llm.concurrency=abc, is not a whole number of 1 or more",
    "llm.concurrency=, is not a whole number of 1 or more",
    "llm.concurrency=0x10, is not a whole number of 1 or more",
    "llm.concurrency=NaN, is not a whole number of 1 or more",
    "llm.concurrency=010, is not a whole number of 1 or more",
    "llm.maxRequests=1e99, 'is more than 2147483647, the largest value accepted'",
    "llm.maxDuration=60s, is not a number of seconds above 0",
    "llm.timeout=Infinity, is not a number of seconds above 0",
    "llm.streaming=yes, is not true or false",
    "llm.streaming=, is not true or false",
    "llm.model=, is not a string that is not empty",
    "llm.outputDir=, is not a path",
  })
  void aFaultNamesTheFlagAsItWasTyped(String flag, String reason) {
    assertThat(faults(smallest(), flag)).containsExactly("-D" + flag + " " + reason);
  }

  @ParameterizedTest
  @CsvSource({
    "llm.reporters=html, 'llm.reporters: only \"json\", \"csv\", \"vllm\", \"aiperf\", \"xlsx\", \"junit\", \"markdown\" and \"hgrm\" are accepted, not \"html\"'",
    "llm.providerConfig={\"api_key\", llm.providerConfig: the value is not an object",
  })
  void aFaultThatIsASentenceNamesTheFlag(String flag, String fault) {
    assertThat(faults(smallest(), flag)).containsExactly("-D" + fault);
  }

  @Test
  void theRequestBodyIsMergedWithThatOfTheFile() {
    ObjectNode tree = with("provider.config", "{\"temperature\": 1, \"a\": {\"b\": 1, \"c\": 2}}");

    LoadedConfig loaded =
        load(tree, "llm.providerConfig={\"temperature\": 0, \"a\": {\"b\": 3}, \"n\": 1}");

    assertThat(loaded.resolved().at("/provider/config"))
        .hasToString("{\"temperature\":0,\"a\":{\"b\":3,\"c\":2},\"n\":1}");
    assertThat(loaded.config().provider().config()).containsOnlyKeys("temperature", "a", "n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "2026-03-06T10-15-30-123Z", "v1.2_3", "-x", "_", "a..b"})
  void aRunIdIsASafeFileName(String id) {
    assertThat(load(smallest(), "llm.runId=" + id).runId()).hasValue(id);
  }

  @Test
  void aRunIdMayBeAsLongAs128() {
    assertThat(load(smallest(), "llm.runId=" + "x".repeat(128)).runId()).isPresent();
    assertThat(faults(smallest(), "llm.runId=" + "x".repeat(129))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", ".a", "../x", "a/b", "a\\\\b", "a b", "é", "a\\n"})
  void aRunIdThatLeavesItsFolderIsRefused(String shown) {
    String id = shown.replace("\\n", "\n").replace("\\\\", "\\");

    assertThat(faults(smallest(), "llm.runId=" + id))
        .containsExactly(
            "-Dllm.runId="
                + shown.replace("\\\\", "\\")
                + " is not a run id"
                + " (1 to 128 letters, digits, '.', '_' or '-', not starting with '.')");
  }

  @Test
  void propertiesOfOthersAreNotOurs() {
    assertThat(load(smallest(), "user.dir=/", "llmx.concurrency=9", "llm=1").warnings()).isEmpty();
  }

  @Test
  void theGivenTreeIsLeftAsItWas() {
    ObjectNode tree = smallest();

    load(tree, "llm.model=other", "llm.maxDuration=5");

    assertThat(tree).isEqualTo(smallest());
  }

  @Test
  void systemPropertiesAreASource() {
    System.setProperty("llm.concurrency", "31");
    try {
      ConfigSource source = ConfigSource.ofSystemProperties(smallest());

      assertThat(source.properties())
          .containsEntry("llm.concurrency", "31")
          .doesNotContainKey("user.dir");
      assertThat(ConfigLoader.load(source).config().benchmark().closed().concurrency())
          .isEqualTo(31);
    } finally {
      System.clearProperty("llm.concurrency");
    }
  }
}
