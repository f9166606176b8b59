package io.github.gatlingllm.report;

import static io.github.gatlingllm.report.Runs.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.RunStatistics;
import io.github.gatlingllm.stream.StreamOutcome;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** One run in other tools' terms. */
class DefinitionsTest {

  private static final GatlingFigures NO_GATLING = GatlingFigures.missing("none");

  /** Three decimals are written; the histogram knows 0.1 %. */
  private static final Offset<Double> WRITTEN = within(0.2);

  /** Four tokens in two events; one token; a failure that ends last. */
  private static final List<RequestRecord> REQUESTS =
      List.of(
          Runs.request(Phase.RAMP_UP, OK, 0, 500, new Usage(1, 4, -1, -1), 100, 400),
          Runs.request(Phase.STEADY, OK, 500, 800, new Usage(1, 1, -1, -1), 200),
          Runs.request(
              Phase.STEADY,
              new StreamOutcome.HttpError(500, "", "HTTP 500"),
              600,
              2000,
              new Usage(1, -1, -1, -1)));

  private static JsonNode definitions(List<RequestRecord> requests) throws Exception {
    RunStatistics statistics = Runs.statistics(requests);
    RunFacts facts = Runs.facts(0, 2000, Map.of(Phase.STEADY, Runs.window(500, 2000)));
    String json = new SummaryJson(Runs.summary(statistics, facts, NO_GATLING)).toString();
    return new ObjectMapper().readTree(json).path("definitions");
  }

  @Test
  void eachToolDividesByItsOwnTokens() throws Exception {
    JsonNode tpot = definitions(REQUESTS).get("tpot");

    // (400 − 100) / 3: the other has one token, and no TPOT.
    assertThat(tpot.at("/run/mean").doubleValue()).isEqualTo(100, WRITTEN);
    assertThat(tpot.has("steady")).isFalse();
    assertThat(tpot.at("/vllm/mean").doubleValue()).isEqualTo(100, WRITTEN);
    // (400 + 200) / 5 tokens: TTFT is in it.
    assertThat(tpot.at("/guidellm/mean").doubleValue()).isEqualTo(120, WRITTEN);
    // (500 − 100) / 4 and (300 − 200) / 1.
    assertThat(tpot.at("/llm_bench/mean").doubleValue()).isEqualTo(100, WRITTEN);
    assertThat(tpot.at("/guidellm/difference").textValue()).contains("TTFT is in it");
  }

  @Test
  void itlIsGapsMeansOrTokens() throws Exception {
    JsonNode itl = definitions(REQUESTS).get("itl");

    // One gap of 300 ms that brought two tokens: 150 ms twice, or 300 once, or 100 three times.
    assertThat(itl.at("/run/mean").doubleValue()).isEqualTo(150, WRITTEN);
    assertThat(itl.at("/vllm/mean").doubleValue()).isEqualTo(300, WRITTEN);
    assertThat(itl.at("/aiperf/mean").doubleValue()).isEqualTo(100, WRITTEN);
    assertThat(itl.at("/guidellm/mean").doubleValue()).isEqualTo(100, WRITTEN);
  }

  @Test
  void latencyEndsWithTheLastTokenOrTheStream() throws Exception {
    JsonNode e2e = definitions(REQUESTS).get("e2e");

    assertThat(e2e.at("/run/mean").doubleValue()).isEqualTo(400, WRITTEN);
    assertThat(e2e.at("/steady/mean").doubleValue()).isEqualTo(300, WRITTEN);
    assertThat(e2e.at("/vllm/mean").doubleValue()).isEqualTo(300, WRITTEN);
    assertThat(e2e.at("/flotest/mean").doubleValue()).isEqualTo(400, WRITTEN);
  }

  @Test
  void ratesAreOfTheTimeThatEachToolTakes() throws Exception {
    JsonNode all = definitions(REQUESTS);

    // From 0 to the failure's end at 2 s; AIPerf's ends with the last token, at 0.7 s.
    assertThat(all.at("/requestRate/vllm/value").doubleValue()).isEqualTo(1);
    assertThat(all.at("/requestRate/flotest/value").doubleValue()).isEqualTo(1.5);
    assertThat(all.at("/requestRate/aiperf/value").doubleValue()).isEqualTo(2.857);
    assertThat(all.at("/outputThroughput/vllm/value").doubleValue()).isEqualTo(2.5);
    assertThat(all.at("/outputThroughput/aiperf/value").doubleValue()).isEqualTo(7.143);
    assertThat(all.has("goodput")).isFalse();
  }

  @Test
  void withoutASuccessThereIsNothingToCompare() throws Exception {
    assertThat(definitions(REQUESTS.subList(2, 3)).isMissingNode()).isTrue();
  }
}
