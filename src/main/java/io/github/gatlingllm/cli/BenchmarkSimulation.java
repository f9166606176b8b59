package io.github.gatlingllm.cli;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.conversation;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.Benchmark;

/**
 * The benchmark that a configuration describes, of single requests or of conversations: what {@code
 * run} runs.
 */
public final class BenchmarkSimulation extends Simulation {

  /** Sets it up as the system properties say. */
  public BenchmarkSimulation() {
    Benchmark benchmark = Benchmark.configured();
    boolean talks = benchmark.hasConversations();
    ScenarioBuilder scenario = talks ? conversations(benchmark) : requests(benchmark);
    setUp(benchmark.inject(scenario))
        .protocols(benchmark.protocol())
        .assertions(
            details(talks ? "turn" : benchmark.requestRow())
                .failedRequests()
                .percent()
                .lte(benchmark.maxErrorPercent()));
  }

  private static ScenarioBuilder requests(Benchmark benchmark) {
    return scenario("chat").feed(benchmark.prompts()).exec(llm("#{loadType}").fedPrompt());
  }

  private static ScenarioBuilder conversations(Benchmark benchmark) {
    return scenario("conversation")
        .feed(benchmark.conversations())
        .exec(conversation("history", llm("turn")));
  }
}
