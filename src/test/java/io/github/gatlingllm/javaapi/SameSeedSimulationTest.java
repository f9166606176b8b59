package io.github.gatlingllm.javaapi;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.constant;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.syntheticPrompts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.gatling.SimulationRun;
import io.github.gatlingllm.testkit.RecordingServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.BenchmarkSimulation;

/** One seed, one load: what arrives at the server is the same in every run. */
class SameSeedSimulationTest {

  private static final int REQUESTS = 60;

  @TempDir private Path folder;
  private int runs;

  /** Of all bodies; which of several streams comes first is no part of a seed. */
  private String hashOfBodies(String seed) throws IOException, NoSuchAlgorithmException {
    try (RecordingServer server = RecordingServer.start()) {
      Map<String, String> settings =
          new HashMap<>(
              Map.of(
                  "llm.baseUrl", server.url(),
                  "llm.model", "m",
                  "llm.preflight", "false",
                  "llm.clientWarmUp", "0",
                  "llm.concurrency", "4",
                  "llm.maxRequests", Integer.toString(REQUESTS),
                  "llm.rampUp", "none",
                  "llm.seed", seed,
                  "llm.loadTypes", "chat:2:48:9,rag:1:96:5"));
      settings.putAll(
          Map.of(
              "llm.cachePercentage", "25",
              "llm.sharedPrefixTokens", "24",
              "llm.sharedPrefixGroups", "3",
              "llm.outputControl", "exact",
              "llm.providerConfig", "{\"temperature\": 0.5, \"top_p\": 0.9, \"stop\": [\"x\"]}"));
      SimulationRun run =
          SimulationRun.of(BenchmarkSimulation.class, folder.resolve("run" + ++runs), settings);
      assertThat(run.exitCode()).as(run.console()).isZero();
      List<String> bodies = server.bodies().stream().map(JsonNode::toString).sorted().toList();
      assertThat(bodies).hasSize(REQUESTS);
      assertThat(bodies).allSatisfy(body -> assertThat(body).contains("\"ignore_eos\":true"));
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      bodies.forEach(body -> digest.update(body.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  @Test
  void twoRunsWithOneSeedSendTheSameBytesAndAnotherSeedDoesNot() throws Exception {
    String once = hashOfBodies("42");

    assertThat(hashOfBodies("42")).isEqualTo(once);
    assertThat(hashOfBodies("43")).isNotEqualTo(once);
  }

  /** Two scenarios whose feeders nobody gave a seed. */
  public static final class TwoFeeders extends Simulation {
    public TwoFeeders() {
      setUp(
              scenario("one")
                  .feed(syntheticPrompts().inputTokens(constant(30)).outputTokens(constant(2)))
                  .exec(llm("chat").fedPrompt())
                  .injectOpen(atOnceUsers(5)),
              scenario("other")
                  .feed(syntheticPrompts().inputTokens(constant(30)).outputTokens(constant(2)))
                  .exec(llm("chat").fedPrompt())
                  .injectOpen(atOnceUsers(5)))
          .protocols(llm.openAi(System.getProperty("same.seed.url")).model("m"));
    }
  }

  private List<String> bodiesOfTwoFeeders() throws IOException {
    try (RecordingServer server = RecordingServer.start()) {
      SimulationRun run =
          SimulationRun.of(
              TwoFeeders.class,
              folder.resolve("run" + ++runs),
              Map.of("same.seed.url", server.url()));
      assertThat(run.exitCode()).as(run.console()).isZero();
      return server.bodies().stream().map(JsonNode::toString).sorted().toList();
    }
  }

  @Test
  void noTwoFeedersOfARunSendTheSamePromptsAndEachRunSendsThoseOfTheLast() throws IOException {
    List<String> bodies = bodiesOfTwoFeeders();

    assertThat(bodies).hasSize(10).doesNotHaveDuplicates();
    assertThat(bodiesOfTwoFeeders()).isEqualTo(bodies);
  }
}
