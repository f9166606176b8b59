package io.github.gatlingllm.bench;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.constantRate;
import static io.github.gatlingllm.javaapi.LlmDsl.gamma;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.poisson;

import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.OpenLoadBuilder;
import java.time.Duration;
import java.util.UUID;

/** The client whose arrivals are looked at from the other end. */
public final class ArrivalsSimulation extends Simulation {

  /** Sets up the load that the system properties say. */
  public ArrivalsSimulation() {
    ArrivalsLoad asked = ArrivalsLoad.ofSystemProperties();
    OpenLoadBuilder process =
        switch (asked.process()) {
          case "constant" -> constantRate(asked.rate());
          case "poisson" -> poisson(asked.rate());
          default -> gamma(asked.rate(), asked.shape());
        };
    OpenLoadBuilder load = process.steady(Duration.ofSeconds(asked.seconds())).seed(asked.seed());
    setUp(
            scenario("tool")
                .exec(exec(session -> session.set("id", UUID.randomUUID().toString())))
                .exec(llm("chat").user("x"))
                .injectOpen(load.steps()))
        .protocols(
            llm.openAi(System.getProperty("bench.url"))
                .model("token-source")
                .header("x-request-id", session -> session.getString("id"))
                .load(load));
  }
}
