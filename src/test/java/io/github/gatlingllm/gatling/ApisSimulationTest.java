package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several APIs in one run, each with its key, its requests and rows of its own. */
class ApisSimulationTest {

  private static final String KEY = "sk-never-to-be-seen";
  private static final int USERS = 5;
  private static final int TOKENS = 6;
  private static volatile String root = "";

  @TempDir private Path folder;
  private EmbeddedEndpoint endpoint;

  @BeforeEach
  void startEndpoint() {
    endpoint =
        EmbeddedEndpoint.start(
            EndpointSettings.defaults().withApiKey(KEY).withLatency(LatencyModel.instant()));
    root = endpoint.baseUrl().replaceFirst("/v1$", "");
  }

  @AfterEach
  void stopEndpoint() {
    endpoint.close();
  }

  private static PopulationBuilder users(String name, LlmProtocolBuilder protocol) {
    return scenario(name)
        .exec(llm(name).user("Hello, you there.").maxTokens(TOKENS))
        .injectOpen(atOnceUsers(USERS))
        .protocols(protocol.model("embedded-llm").apiKey(KEY).systemPrompt("Be brief."));
  }

  /** One scenario for each API, streamed and not. */
  public static final class Mixed extends Simulation {
    {
      setUp(
          users("chat", llm.openAi(root + "/v1")),
          users("anthropic", llm.anthropic(root)),
          users("anthropic whole", llm.anthropic(root + "/v1").streaming(false)),
          users("ollama", llm.ollama(root)),
          users("ollama whole", llm.ollama(root).streaming(false)),
          users("tgi", llm.tgi(root)),
          users("tgi whole", llm.tgi(root).streaming(false)));
    }
  }

  @Test
  void severalApisInOneRunAreEachReadInFull() {
    SimulationRun run = SimulationRun.of(Mixed.class, folder, Map.of());

    assertThat(run.exitCode()).isZero();
    Map<String, Integer> byName = new TreeMap<>();
    for (JsonNode line : run.log()) {
      String name = line.get("name").asText();
      byName.merge(name, 1, Integer::sum);
      assertThat(line.get("outcome").asText()).as(line.toString()).isEqualTo("ok");
      assertThat(line.get("outputTokens").asInt()).as(name).isEqualTo(TOKENS);
      assertThat(line.get("tokenCountSource").asText()).as(name).isEqualTo("usage");
      assertThat(line.get("servedInputTokens").asInt()).as(name).isPositive();
      assertThat(line.get("streamed").asBoolean()).as(name).isEqualTo(!name.endsWith("whole"));
      assertThat(line.get("outputEvents").asInt())
          .as(name)
          .isEqualTo(name.endsWith("whole") ? 1 : TOKENS);
    }
    List<String> names =
        List.of(
            "anthropic", "anthropic whole", "chat", "ollama", "ollama whole", "tgi", "tgi whole");
    assertThat(byName.keySet()).containsExactlyElementsOf(names);
    assertThat(byName.values()).containsOnly(USERS);
    assertThat(run.summary().toString()).doesNotContain(KEY);
  }
}
