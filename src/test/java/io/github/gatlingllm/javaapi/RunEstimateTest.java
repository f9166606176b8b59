package io.github.gatlingllm.javaapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.config.LoadedConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run will cost, and what follows from it. */
class RunEstimateTest {

  /** A thousand requests of 100 tokens in and 50 out: 0.1 + 0.1 at these prices. */
  private static final Map<String, String> PRICED =
      Map.of(
          "llm.baseUrl", "http://127.0.0.1:1/v1",
          "llm.model", "m",
          "llm.inputTokens", "100",
          "llm.outputTokens", "50",
          "llm.maxRequests", "1000",
          "llm.priceInput", "1",
          "llm.priceOutput", "2");

  private static Map<String, String> with(String name, String value) {
    Map<String, String> properties = new HashMap<>(PRICED);
    properties.put(name, value);
    return properties;
  }

  private static Optional<String> text(Map<String, String> properties) {
    LoadedConfig loaded = Benchmark.configuration(properties);
    return RunEstimate.of(loaded.config()).text();
  }

  private static List<String> faults(Map<String, String> properties) {
    return catchThrowableOfType(
            InvalidConfigException.class, () -> Benchmark.configuration(properties))
        .faults();
  }

  @Test
  void isOfTheMeanLengthsAndTheNumberOfRequests() {
    assertThat(text(PRICED))
        .hasValue("Estimate: 1000 requests, 100000 tokens in and 50000 out, cost about 0.200000");
  }

  @Test
  void isOfTheMeansOfAllTypesByTheirWeights() {
    assertThat(text(with("llm.loadTypes", "chat:3,rag:1:500:10")))
        .hasValue("Estimate: 1000 requests, 200000 tokens in and 40000 out, cost about 0.280000");
    assertThat(text(with("llm.loadTypes", "chat:0:1:1,rag:1:500:10")))
        .hasValue("Estimate: 1000 requests, 500000 tokens in and 10000 out, cost about 0.520000");
  }

  @Test
  void isOfOneRequestWhereTheirNumberIsNotKnown() {
    assertThat(text(with("llm.maxRequests", "none")))
        .hasValue(
            "Estimate: the number of requests is not known before; a request of 100 tokens in and"
                + " 50 out costs about 0.000200");
  }

  /** Nobody asked for the quick start's half minute, nor for its ramps. */
  @Test
  void isOfAllStagesAndAllTimes() {
    Map<String, String> open = new HashMap<>(PRICED);
    open.remove("llm.maxRequests");
    open.put("llm.loadModel", "open");
    Map<String, String> stages = new HashMap<>(open);
    stages.put("llm.stages", "10:60,50:60");
    assertThat(text(stages).orElseThrow()).startsWith("Estimate: 3750 requests, ");
    assertThat(Benchmark.configuration(stages).warnings()).isEmpty();
    open.put("llm.arrivals", "replay");
    open.put("llm.times", "0,1,40");
    assertThat(text(open).orElseThrow()).startsWith("Estimate: 3 requests, ");
  }

  @Test
  void isNotMadeWithoutPrices() {
    Map<String, String> free = new HashMap<>(PRICED);
    free.keySet().removeAll(List.of("llm.priceInput", "llm.priceOutput"));
    free.put("llm.budgetTokens", "10");
    assertThat(text(free)).isEmpty();
  }

  @Test
  void aRunThatWillCostMoreThanItsBudgetIsRefused() {
    assertThat(faults(with("llm.budgetCost", "0.19")))
        .containsExactly(
            "benchmark.budget.cost: 1000 requests will cost about 0.200000, more than the budget of"
                + " 0.190000; give fewer requests, shorter ones, or a larger budget");
    assertThat(text(with("llm.budgetCost", "0.2"))).isPresent();
  }

  @Test
  void aRunThatWillUseMoreTokensThanItsBudgetIsRefused() {
    assertThat(faults(with("llm.budgetTokens", "149999")))
        .containsExactly(
            "benchmark.budget.tokens: 1000 requests will use about 150000 tokens, more than the"
                + " budget of 149999; give fewer requests, shorter ones, or a larger budget");
  }

  @ParameterizedTest
  @CsvSource({
    "y, true",
    "YES, true",
    "' y ', true",
    "n, false",
    "'', false",
    "yeah, false",
    ", false",
  })
  void onATerminalTheAnswerDecides(String answer, boolean given) {
    Function<String, String> terminal =
        question -> {
          assertThat(question).isEqualTo("Start? [y/N] ");
          return answer;
        };
    assertThat(Confirmation.given(null, terminal)).isEqualTo(given);
    assertThat(Confirmation.given("false", terminal)).isEqualTo(given);
    assertThat(Confirmation.given("true", terminal)).isTrue();
  }

  @Test
  void withoutATerminalNobodyIsAsked() {
    assertThat(Confirmation.given(null, null)).isTrue();
  }

  @Test
  void knowsThatShortDrawsAreRaisedToWhatEveryPromptNeeds() {
    Map<String, String> properties = with("llm.inputTokens", "uniform:1:99");
    assertThat(text(properties).orElseThrow()).contains(", 50000 tokens in and");
    properties.put("llm.sharedPrefixTokens", "40");
    String raised = text(properties).orElseThrow();
    int tokens = Integer.parseInt(raised.replaceAll(".*requests, (\\d+) tokens in.*", "$1"));
    // At least 41 tokens for each: 41 + (1 + … + 58) / 99 is the least mean.
    assertThat(tokens).isBetween(58_283, 70_000);
  }

  private static List<String> warned(String... given) {
    Map<String, String> properties =
        new HashMap<>(
            Map.of(
                "llm.baseUrl", "http://127.0.0.1:1/v1",
                "llm.model", "m",
                "llm.cachePercentage", "50",
                "llm.concurrency", "20"));
    for (int i = 0; i < given.length; i += 2) {
      properties.put("llm." + given[i], given[i + 1]);
    }
    LoadedConfig loaded = Benchmark.configuration(properties);
    return ConfiguredPrompts.warning(loaded.config(), RunEstimate.of(loaded.config()).requests())
        .stream()
        .toList();
  }

  @Test
  void aRunTooShortForItsRepetitionsIsToldOf() {
    assertThat(warned("maxRequests", "30"))
        .containsExactly(
            "benchmark.cachePercentage is 50, and about 15 % of the requests will repeat a prompt:"
                + " none of the first 21 can (benchmark.cacheDistance), of about 30 in all; give"
                + " more requests, or a smaller distance");
    assertThat(warned("maxRequests", "210")).hasSize(1);
    assertThat(warned("maxRequests", "211")).isEmpty();
    assertThat(warned("maxRequests", "30", "cacheDistance", "0")).isEmpty();
    assertThat(warned("maxDuration", "30")).isEmpty();
  }

  @Test
  void aServerThatCannotCountIsOneFaultWithAFileToo() {
    Map<String, String> properties =
        Map.of(
            "llm.baseUrl", "http://127.0.0.1:1/v1",
            "llm.model", "m",
            "llm.tokenizer", "server",
            "llm.inputFile",
                "src/test/resources/io/github/gatlingllm/prompt/dataset/messages.jsonl");
    assertThat(faults(properties))
        .containsExactly(
            "generator: tokenizer \"server\": http://127.0.0.1:1/tokenize cannot be reached:"
                + " connection refused or no such host");
  }

  @Test
  void aTraceByItsContentSaysItselfWhatRepeats() {
    Map<String, String> properties =
        Map.of(
            "llm.baseUrl", "http://127.0.0.1:1/v1",
            "llm.model", "m",
            "llm.cachePercentage", "10",
            "llm.inputFile", "src/test/resources/io/github/gatlingllm/prompt/trace/mooncake.jsonl");
    assertThat(faults(properties))
        .singleElement()
        .asString()
        .contains("mooncake.jsonl is a trace, which says itself what repeats");
  }
}
