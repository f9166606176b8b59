package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.BenchmarkSimulation;

/** Prompts that are sent again, and prompts that begin alike, through a whole run. */
class ResendSimulationTest {

  @TempDir private Path folder;
  private int runs;

  private SimulationRun run(Map<String, String> more) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "llm.concurrency", "8",
                "llm.maxRequests", "160",
                "llm.maxDuration", "none",
                "llm.rampUp", "none",
                "llm.rampDown", "none",
                "llm.inputTokens", "60",
                "llm.outputTokens", "5",
                "llm.seed", "7"));
    settings.putAll(more);
    SimulationRun run =
        SimulationRun.of(BenchmarkSimulation.class, folder.resolve("run" + ++runs), settings);
    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(run.log()).hasSize(160);
    return run;
  }

  @Test
  void aPromptIsNotSentAgainBeforeItsAnswerIsThere() {
    // With a distance of 0 most originals are under way when their repetition's turn comes.
    SimulationRun run = run(Map.of("llm.cachePercentage", "50", "llm.cacheDistance", "0"));

    Map<String, Double> ends = new HashMap<>();
    for (JsonNode line : run.log()) {
      if (!line.path("cacheHit").asBoolean()) {
        ends.put(line.path("inputText").asText(), line.path("endTime").asDouble());
      }
    }
    int resent = 0;
    for (JsonNode line : run.log()) {
      if (line.path("cacheHit").asBoolean()) {
        resent++;
        assertThat(ends).containsKey(line.path("inputText").asText());
        assertThat(line.path("startTime").asDouble())
            .isGreaterThanOrEqualTo(ends.get(line.path("inputText").asText()));
        assertThat(line.path("sharedTokens").asInt())
            .isEqualTo(line.path("promptTokenCount").asInt());
      }
    }
    assertThat(resent).isCloseTo(80, within(1));
    JsonNode summary = run.summary();
    assertThat(summary.path("cacheHitRate").asDouble()).isEqualTo(resent / 160.0);
    JsonNode cache = summary.at("/steady/promptCache");
    assertThat(cache.at("/byKind/repeated/requests").asInt()).isPositive();
    assertThat(cache.at("/byKind/repeated/intendedHitRate").asDouble()).isEqualTo(1);
    assertThat(cache.at("/byKind/fresh/intendedHitRate").asDouble()).isZero();
    assertThat(run.console()).contains("had been sent before on purpose");
  }

  @Test
  void oneSeedSendsTheSamePromptsTheSameNumberOfTimes() {
    Map<String, String> settings = Map.of("llm.cachePercentage", "30");
    Map<String, Long> once = texts(run(settings));
    assertThat(texts(run(settings))).isEqualTo(once);
    assertThat(once.values()).anyMatch(count -> count > 1);
    Map<String, String> other = Map.of("llm.cachePercentage", "30", "llm.seed", "8");
    assertThat(texts(run(other))).isNotEqualTo(once);
  }

  private static Map<String, Long> texts(SimulationRun run) {
    Map<String, Long> texts = new HashMap<>();
    run.log().forEach(line -> texts.merge(line.path("inputText").asText(), 1L, Long::sum));
    return texts;
  }

  @Test
  void groupsOfPromptsBeginAlike() {
    SimulationRun run = run(Map.of("llm.sharedPrefixTokens", "32", "llm.sharedPrefixGroups", "4"));

    Map<Integer, Set<String>> fronts = new HashMap<>();
    for (JsonNode line : run.log()) {
      String text = line.path("inputText").asText();
      fronts
          .computeIfAbsent(line.path("prefixGroup").asInt(-1), group -> new HashSet<>())
          .add(text.substring(0, 80));
      assertThat(line.path("promptTokenCount").asInt())
          .isEqualTo(line.path("inputTokenTarget").asInt());
    }
    assertThat(fronts).containsOnlyKeys(0, 1, 2, 3);
    assertThat(fronts.values()).allSatisfy(front -> assertThat(front).hasSize(1));
    List<JsonNode> firstOfTheirGroup =
        run.log().stream().filter(line -> !line.has("sharedTokens")).toList();
    assertThat(firstOfTheirGroup).hasSize(4);
    assertThat(run.summary().at("/steady/promptCache/byKind/sharedPrefix/intendedTokens").asInt())
        .isEqualTo(
            32 * run.summary().at("/steady/promptCache/byKind/sharedPrefix/requests").asInt());
  }

  @Test
  void whatWasNeverAnsweredIsNotRepeated() {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "llm.baseUrl", "http://127.0.0.1:1/v1",
                "llm.model", "m",
                "llm.preflight", "false",
                "llm.clientWarmUp", "0",
                "llm.concurrency", "4",
                "llm.maxRequests", "24",
                "llm.rampUp", "none",
                "llm.inputTokens", "60",
                "llm.outputTokens", "5"));
    settings.putAll(Map.of("llm.seed", "7", "llm.cachePercentage", "50", "llm.cacheDistance", "0"));
    SimulationRun run = SimulationRun.of(BenchmarkSimulation.class, folder, settings);

    assertThat(run.log()).hasSize(24).noneMatch(line -> line.path("cacheHit").asBoolean());
    assertThat(texts(run).values()).anyMatch(count -> count > 1);
  }
}
