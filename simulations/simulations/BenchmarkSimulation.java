package simulations;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.Benchmark;

/**
 * The benchmark that a configuration describes: {@code mvn gatling:test -Dllm.config=config.json}.
 * Without one it runs for half a minute against an embedded, simulated endpoint. Requests are named
 * by their type, {@code chat} where the configuration has no types.
 */
public class BenchmarkSimulation extends Simulation {

  private final Benchmark benchmark = Benchmark.configured();

  private final ScenarioBuilder chat =
      scenario("chat").feed(benchmark.prompts()).exec(llm("#{loadType}").fedPrompt());

  {
    setUp(benchmark.inject(chat))
        .protocols(benchmark.protocol())
        .assertions(
            details(benchmark.requestRow())
                .failedRequests()
                .percent()
                .lte(benchmark.maxErrorPercent()));
  }
}
