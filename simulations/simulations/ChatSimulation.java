package simulations;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.content;
import static io.github.gatlingllm.javaapi.LlmDsl.environment;
import static io.github.gatlingllm.javaapi.LlmDsl.finishReason;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.normal;
import static io.github.gatlingllm.javaapi.LlmDsl.syntheticPrompts;
import static io.github.gatlingllm.javaapi.LlmDsl.tpot;
import static io.github.gatlingllm.javaapi.LlmDsl.ttft;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;

/**
 * The DSL by hand, with limits on requests, for goodput, and Gatling's assertions: copy this and
 * change it.
 *
 * <pre>mvn gatling:test -Dgatling.simulationClass=simulations.ChatSimulation</pre>
 */
public class ChatSimulation extends Simulation {

  /** Replace this with the URL of your own endpoint, such as http://localhost:8000/v1. */
  private final String url = EmbeddedEndpoint.start(EndpointSettings.defaults()).baseUrl();

  private final LoadProfileBuilder load =
      concurrency(10).rampUp(ofSeconds(5)).steady(ofSeconds(15)).rampDown(ofSeconds(5));

  private final LlmProtocolBuilder endpoint =
      llm.openAi(url)
          .model("embedded-llm")
          .apiKey(environment("OPENAI_API_KEY"))
          .systemPrompt("You are a helpful assistant.")
          .objectives(ttft(ofMillis(500)), tpot(ofMillis(50))) // What a good request keeps to.
          .load(load);

  private final ScenarioBuilder chat =
      scenario("chat")
          .feed(syntheticPrompts().inputTokens(normal(512, 51)).outputTokens(normal(64, 6)))
          .exec(
              llm("chat")
                  .user("#{prompt}")
                  .maxTokens("#{outputTokens}")
                  .check(finishReason().in("stop", "length"), content().saveAs("answer")));

  {
    setUp(chat.injectClosed(load.steps()))
        .protocols(endpoint)
        .assertions(
            details("chat").failedRequests().percent().lt(1.0),
            details("chat TTFT").responseTime().percentile(95).lt(1000),
            details("chat").responseTime().percentile(95).lt(5000));
  }
}
