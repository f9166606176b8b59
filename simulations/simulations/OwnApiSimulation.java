package simulations;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.constant;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.syntheticPrompts;
import static java.time.Duration.ofSeconds;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.api.EventReader;
import io.github.gatlingllm.api.HttpCall;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.api.LlmRequest;
import io.github.gatlingllm.api.OutputKind;
import io.github.gatlingllm.api.SignalSink;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.framing.FrameSink;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import java.util.List;
import java.util.Map;

/**
 * An endpoint whose API nobody else knows: here Ollama's, as if it were a private one.
 *
 * <pre>mvn gatling:test -Dgatling.simulationClass=simulations.OwnApiSimulation</pre>
 */
public class OwnApiSimulation extends Simulation {

  /** How the API is called, and what its answers mean. */
  private record OwnApi(String baseUrl) implements LlmApi {

    @Override
    public String name() {
      return "own";
    }

    @Override
    public HttpCall encode(LlmRequest request) {
      return HttpCall.json(
          baseUrl + "/api/chat",
          Map.of(
              "model", request.model(),
              "messages", List.of(Map.of("role", "user", "content", request.text())),
              "options", Map.of("num_predict", request.maxTokens().orElse(128)),
              "stream", request.streaming()));
    }

    @Override
    public FrameSink newReader(SignalSink sink) {
      return new EventReader(
          sink,
          event -> {
            String text = event.at("/message/content").asText();
            if (!text.isEmpty()) {
              sink.output(OutputKind.CONTENT, text);
            }
            if (event.path("done").asBoolean()) {
              int input = event.path("prompt_eval_count").asInt(Usage.UNKNOWN);
              int output = event.path("eval_count").asInt(Usage.UNKNOWN);
              sink.usage(new Usage(input, output, Usage.UNKNOWN, Usage.UNKNOWN));
              sink.finish(event.path("done_reason").asText());
              sink.end();
            }
          });
    }
  }

  /** Replace this with the URL of your own endpoint. */
  private final String url =
      EmbeddedEndpoint.start(EndpointSettings.defaults()).baseUrl().replaceFirst("/v1$", "");

  private final LoadProfileBuilder load = concurrency(4).steady(ofSeconds(5));

  private final ScenarioBuilder scenario =
      scenario("own")
          .feed(syntheticPrompts().inputTokens(constant(256)).outputTokens(constant(32)))
          .exec(llm("own").user("#{prompt}").maxTokens("#{outputTokens}"));

  {
    setUp(scenario.injectClosed(load.steps()))
        .protocols(llm.custom(new OwnApi(url), url).model("embedded-llm").load(load))
        .assertions(details("own").failedRequests().count().is(0L));
  }
}
