package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.ttft;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.export.ExportFormat;
import io.github.gatlingllm.export.Exports;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.report.RebuiltRun;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is written in the formats of other tools. */
class ExportSimulationTest {

  private static final int REQUESTS = 20;

  private static volatile String url = "";

  @TempDir private Path folder;

  /** Some are asked for by the protocol, the others by the property. */
  public static class ExportedSimulation extends Simulation {
    {
      LoadProfileBuilder load = concurrency(2).maxRequests(REQUESTS);
      setUp(
              scenario("chat")
                  .exec(llm("chat").user("hello").maxTokens(10))
                  .injectClosed(load.steps()))
          .protocols(
              llm.openAi(url)
                  .model("embedded-llm")
                  .load(load)
                  .objectives(ttft(ofMinutes(1)), ttft(ofMinutes(1)).percentile(95))
                  .export(ExportFormat.VLLM, ExportFormat.AIPERF, ExportFormat.HGRM))
          .assertions(
              details("chat").successfulRequests().count().is((long) REQUESTS),
              details("chat").failedRequests().percent().gt(50.0),
              details("no such name").requestsPerSec().gt(1.0));
    }
  }

  private static EmbeddedEndpoint instant() {
    return EmbeddedEndpoint.start(EndpointSettings.defaults().withLatency(LatencyModel.instant()));
  }

  @Test
  void aRunIsWrittenInAllFormatsAndAgainFromItsFiles() throws Exception {
    SimulationRun run;
    try (EmbeddedEndpoint endpoint = instant()) {
      url = endpoint.baseUrl();
      run =
          SimulationRun.of(
              ExportedSimulation.class, folder, Map.of("llm.export", "junit,markdown,xlsx"));
    }
    EnumSet<ExportFormat> all = EnumSet.allOf(ExportFormat.class);
    JsonNode summary = run.summary();
    Path vllm = run.runFolder().resolve("vllm.json");
    String live = Files.readString(vllm);

    assertThat(Exports.files(all, run.runFolder())).allMatch(Files::exists);
    assertThat(summary.at("/run/files").toString()).contains("vllm.json", "junit.xml");
    assertThat(new ObjectMapper().readTree(live).get("ttfts")).hasSize(REQUESTS);
    assertThat(summary.at("/definitions/ttft/vllm/mean").doubleValue()).isPositive();
    assertThat(summary.at("/steady/goodput/shareMeeting/ttft").doubleValue()).isEqualTo(1);

    assertThat(assertions(summary)).containsExactly("true 20", "false 0", "false fault");
    assertThat(run.console())
        .contains(
            summary.at("/gatling/assertions/0/assertion").asText() + " : true (actual : 20.0)",
            summary.at("/gatling/assertions/1/assertion").asText() + " : false (actual : 0.0)",
            summary.at("/gatling/assertions/2/assertion").asText()
                + " : false ("
                + summary.at("/gatling/assertions/2/fault").asText()
                + ")");
    String junit = Files.readString(run.runFolder().resolve("junit.xml"));
    assertThat(junit).contains("skipped=\"0\"");
    assertThat(junit.split("classname=\"gatling-llm.assertion\"")).hasSize(4);
    assertThat(junit.split("type=\"assertion\"")).hasSize(3);
    assertThat(junit).contains("<failure message=\"actual: 0\" type=\"assertion\">");

    Files.delete(vllm);
    assertThat(
            Exports.ofThisProcess()
                .write(
                    EnumSet.of(ExportFormat.VLLM),
                    RebuiltRun.summaryOf(run.runFolder()),
                    run.runFolder()))
        .isEmpty();
    assertThat(vllm).hasContent(live);
  }

  private static List<String> assertions(JsonNode summary) {
    List<String> found = new ArrayList<>();
    for (JsonNode assertion : summary.at("/gatling/assertions")) {
      String actual = assertion.has("fault") ? "fault" : assertion.path("actual").asText();
      found.add(assertion.path("met").asBoolean() + " " + actual);
    }
    return found;
  }
}
