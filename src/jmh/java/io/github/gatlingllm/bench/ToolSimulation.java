package io.github.gatlingllm.bench;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;

import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import java.time.Duration;
import java.util.UUID;

/**
 * The client that is measured: this tool, as its quick start has it. Each prompt names its request,
 * and says what the monotonic clock was just after the request had started, which is how the log's
 * epoch times are put on the source's clock.
 */
public final class ToolSimulation extends Simulation {

  static final String ID = "id";
  static final String ID_HEADER = "x-request-id";

  /** Sets up the load that the system properties say. */
  public ToolSimulation() {
    ClientSettings settings = ClientSettings.ofSystemProperties();
    LoadProfileBuilder load =
        concurrency(settings.streams())
            .rampUp(Duration.ofSeconds(settings.rampSeconds()))
            .steady(Duration.ofSeconds(settings.steadySeconds()));
    setUp(
            scenario("tool")
                .exec(exec(session -> session.set(ID, UUID.randomUUID().toString())))
                .exec(llm("chat").user(session -> session.getString(ID) + " " + System.nanoTime()))
                .injectClosed(load.steps()))
        .protocols(
            llm.openAi(settings.url())
                .model("token-source")
                .header(ID_HEADER, session -> session.getString(ID))
                .load(load));
  }
}
