package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LevelsBuilder;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Runs of levels in this JVM, each put together by its test. */
final class LevelRuns {

  private static volatile String url = "";
  private static volatile LevelsBuilder levels;
  private static volatile ChainBuilder steps;
  private static volatile UnaryOperator<LlmProtocolBuilder> protocol = UnaryOperator.identity();

  private LevelRuns() {}

  /** What its test says. */
  public static class LevelledSimulation extends Simulation {
    {
      ScenarioBuilder chat = scenario("chat").exec(steps);
      setUp(levels.inject(chat)).protocols(protocol.apply(endpoint(url)).load(levels));
    }
  }

  static LlmProtocolBuilder endpoint(String of) {
    return llm.openAi(of).model("embedded-llm").clientWarmUp(Duration.ZERO).eventLoops(2);
  }

  static ChainBuilder chat() {
    return CoreDsl.exec(llm("chat").user("hello").maxTokens(4));
  }

  static EmbeddedEndpoint instant() {
    return EmbeddedEndpoint.start(EndpointSettings.defaults().withLatency(LatencyModel.instant()));
  }

  static SimulationRun run(Path folder, String of, LevelsBuilder plan) {
    return run(folder, of, plan, chat(), UnaryOperator.identity());
  }

  static SimulationRun run(
      Path folder,
      String of,
      LevelsBuilder plan,
      ChainBuilder does,
      UnaryOperator<LlmProtocolBuilder> change) {
    url = of;
    levels = plan;
    steps = does;
    protocol = change;
    return SimulationRun.of(LevelledSimulation.class, folder, Map.of());
  }

  static List<JsonNode> ofLevel(SimulationRun run, int level) {
    return run.log().stream().filter(line -> line.path("level").asInt(-1) == level).toList();
  }

  static List<String> csv(SimulationRun run) {
    try {
      return Files.readAllLines(run.runFolder().resolve("levels.csv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
