package simulations;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.conversation;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.Benchmark;

/**
 * Conversations as a configuration describes them ({@code benchmark.conversation}): {@code mvn
 * gatling:test -Dgatling.simulationClass=simulations.ConversationSimulation
 * -Dllm.config=config.json}. Without one, conversations of five turns are held for half a minute
 * with an embedded, simulated endpoint.
 */
public class ConversationSimulation extends Simulation {

  private final Benchmark benchmark = Benchmark.configured();

  private final ScenarioBuilder conversation =
      scenario("conversation")
          .feed(benchmark.conversations())
          .exec(conversation("history", llm("turn")));

  {
    setUp(benchmark.inject(conversation))
        .protocols(benchmark.protocol())
        .assertions(details("turn").failedRequests().percent().lte(benchmark.maxErrorPercent()));
  }
}
