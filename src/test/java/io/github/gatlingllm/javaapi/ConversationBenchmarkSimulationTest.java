package io.github.gatlingllm.javaapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.gatling.SimulationRun;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.ConversationSimulation;

/** Conversations from a configuration, with the simulation that users copy. */
class ConversationBenchmarkSimulationTest {

  private static final Map<String, String> PRICED =
      Map.of(
          "llm.baseUrl", "http://127.0.0.1:1/v1",
          "llm.model", "m",
          "llm.inputTokens", "100",
          "llm.outputTokens", "50",
          "llm.turns", "5",
          "llm.turnInputTokens", "30",
          "llm.priceInput", "1",
          "llm.priceOutput", "2");

  @TempDir private Path folder;

  @Test
  void withoutAConfigurationConversationsAreHeldWithTheEmbeddedEndpoint() {
    SimulationRun run =
        SimulationRun.of(
            ConversationSimulation.class,
            folder,
            Map.of(
                "llm.maxDuration",
                "8",
                "llm.outputTokens",
                "8",
                "llm.thinkTime",
                "0.05",
                "llm.turns",
                "3"));

    assertThat(run.exitCode()).as(run.console()).isZero();
    JsonNode summary = run.summary();
    assertThat(summary.at("/sessions/completed").asInt()).isPositive();
    assertThat(summary.at("/sessions/turns/max").asInt()).isEqualTo(3);
    assertThat(summary.at("/turns/byTurn")).hasSize(3);
    // The endpoint knows all of a conversation but its last question and answer.
    assertThat(summary.at("/turns/byTurn/3/cacheHitRate").asDouble())
        .isGreaterThan(summary.at("/turns/byTurn/2/cacheHitRate").asDouble());
    // What it knows is what was meant to be known, but for a block of which a part is new.
    JsonNode cache = summary.at("/steady/promptCache");
    assertThat(cache.path("intendedHitRate").asDouble()).isGreaterThan(0.2);
    assertThat(cache.path("servedHitRate").asDouble())
        .isCloseTo(cache.path("intendedHitRate").asDouble(), offset(0.1));
    assertThat(run.runFolder().resolve("turns.csv")).exists();
    assertThat(run.log()).allMatch(line -> line.path("outcome").asText().equals("ok"));
  }

  @Test
  void anOpenLoadStartsConversations() {
    SimulationRun run =
        SimulationRun.of(
            ConversationSimulation.class,
            folder,
            Map.of(
                "llm.loadModel", "open",
                "llm.rate", "5",
                "llm.arrivals", "constant",
                "llm.maxDuration", "4",
                "llm.rampUp", "0",
                "llm.rampDown", "0",
                "llm.outputTokens", "4",
                "llm.turns", "2",
                "llm.thinkTime", "0"));

    assertThat(run.exitCode()).as(run.console()).isZero();
    // The schedule is that of first turns: what follows is an answer to what was answered.
    assertThat(run.log())
        .allMatch(line -> line.has("scheduledTime") == (line.path("turn").asInt() == 1));
    assertThat(IntStream.of(1, 2).mapToLong(turn -> turns(run, turn))).allMatch(n -> n >= 15);
  }

  private static long turns(SimulationRun run, int number) {
    return run.log().stream().filter(line -> line.path("turn").asInt() == number).count();
  }

  @Test
  void aSimulationOfSingleRequestsDoesNotIgnoreTheKey() {
    Map<String, String> properties =
        Map.of("llm.baseUrl", "http://127.0.0.1:1/v1", "llm.model", "m", "llm.turns", "5");
    properties.forEach(System::setProperty);
    try {
      Benchmark benchmark = Benchmark.fromSystemProperties();
      assertThatThrownBy(benchmark::prompts)
          .isInstanceOf(InvalidConfigException.class)
          .hasMessageContaining(
              "benchmark.conversation: this simulation makes single requests; run"
                  + " ConversationSimulation, or leave it out");
      assertThat(benchmark.conversations().get().next()).containsEntry("turns", 5);
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }

  private static String estimate(String name, String value) {
    Map<String, String> properties = new HashMap<>(PRICED);
    properties.put(name, value);
    return RunEstimate.of(Benchmark.configuration(properties).config()).text().orElseThrow();
  }

  @Test
  void theEstimateHasWhatIsSentAgain() {
    // The third of five turns is the mean one: 100 + 2 · (30 + 50) in.
    assertThat(estimate("llm.maxRequests", "1000"))
        .isEqualTo("Estimate: 1000 requests, 260000 tokens in and 50000 out, cost about 0.360000");
    Map<String, String> open = new HashMap<>(PRICED);
    open.putAll(
        Map.of(
            "llm.loadModel", "open",
            "llm.rate", "2",
            "llm.maxDuration", "10",
            "llm.rampUp", "0",
            "llm.rampDown", "0"));
    assertThat(RunEstimate.of(Benchmark.configuration(open).config()).text())
        .hasValue("Estimate: 100 requests, 26000 tokens in and 5000 out, cost about 0.036000");
  }

  private static void assertRefused(String fault, String... given) {
    Map<String, String> properties =
        new HashMap<>(Map.of("llm.baseUrl", "http://127.0.0.1:1/v1", "llm.model", "m"));
    for (int i = 0; i < given.length; i += 2) {
      properties.put("llm." + given[i], given[i + 1]);
    }
    properties.forEach(System::setProperty);
    try {
      Benchmark benchmark = Benchmark.fromSystemProperties();
      assertThatThrownBy(benchmark::conversations)
          .isInstanceOf(InvalidConfigException.class)
          .hasMessageContaining(fault);
      assertThat(benchmark.prompts()).isNotNull();
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }

  @Test
  void aSimulationOfConversationsDoesNotIgnoreTheKeysOfSingleRequests() {
    String why = ": this simulation holds conversations, and without benchmark.conversation";
    assertRefused("benchmark.loadTypes" + why, "loadTypes", "chat:3,rag:1:500:10");
    assertRefused("benchmark.cachePercentage" + why, "cachePercentage", "50");
    assertRefused("generator.images" + why, "images", "1");
    assertRefused(
        "benchmark.sharedPrefix, provider.price" + why,
        "sharedPrefixTokens",
        "40",
        "priceInput",
        "1",
        "priceOutput",
        "2");
    assertRefused(
        "-Dllm.inputFile" + why,
        "inputFile",
        "src/test/resources/io/github/gatlingllm/prompt/trace/mooncake.jsonl");
  }

  @Test
  void anInstructionThatLaterTurnsCannotHoldIsAFaultAndNoStackTrace() {
    assertRefused(
        "the instruction at the end of each prompt needs",
        "prompt",
        "Tell me all about it, please. ".repeat(20));
  }

  @Test
  void theEstimateKnowsThatLongConversationsHaveMoreThanTheirShare() {
    // Of five turns the mean one has two messages and answers before it; of one or nine, 3.6.
    assertThat(estimate("llm.maxRequests", "1000")).contains("260000 tokens in");
    Map<String, String> spread = new HashMap<>(PRICED);
    spread.putAll(Map.of("llm.turns", "list:1x1,9x1", "llm.maxRequests", "1000"));
    assertThat(RunEstimate.of(Benchmark.configuration(spread).config()).text().orElseThrow())
        .contains("388000 tokens in");
  }
}
