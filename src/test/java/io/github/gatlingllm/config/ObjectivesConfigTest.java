package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.faults;
import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.smallest;
import static io.github.gatlingllm.config.Loading.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.objective.Objective;
import io.github.gatlingllm.objective.ObjectiveNames;
import io.github.gatlingllm.objective.Objectives;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How keys and flags become what is asked of an endpoint, and what is refused. */
class ObjectivesConfigTest {

  private static final RequestLimits LIMITS =
      RequestLimits.NONE
          .with(LimitedMetric.TTFT, Duration.ofMillis(500))
          .with(LimitedMetric.TPOT, Duration.ofNanos(50_500_000))
          .with(LimitedMetric.E2E, Duration.ofSeconds(3));
  private static final List<Objective> OF_RUN =
      List.of(
          ObjectiveNames.of("ttft.p95", 500),
          ObjectiveNames.of("itl.mean", 20),
          ObjectiveNames.of("errorRate", 0.01),
          ObjectiveNames.of("goodput", 0.95),
          ObjectiveNames.of("okPerSecond", 2.5));

  @Test
  void nothingIsAskedUnlessTold() {
    assertThat(load(smallest()).config().objectives())
        .isEqualTo(new ObjectivesConfig(Objectives.NONE, false));
  }

  @Test
  void aFileTellsWhatIsAsked() {
    ObjectNode tree = with("benchmark.goodput", "{\"ttft\": 500, \"tpot\": 50.5, \"e2e\": 3000}");
    with(
        tree,
        "benchmark.objectives",
        "{\"ttft.p95\": 500, \"itl.mean\": 20, \"errorRate\": 0.01, \"goodput\": 0.95,"
            + " \"okPerSecond\": 2.5}");
    with(tree, "benchmark.stop.objectives", "true");

    assertThat(load(tree).config().objectives())
        .isEqualTo(new ObjectivesConfig(new Objectives(LIMITS, OF_RUN), true));
    assertThat(load(tree).warnings()).isEmpty();
  }

  @Test
  void flagsDoTheSame() {
    LoadedConfig loaded =
        load(
            smallest(),
            "llm.goodput=ttft:500,tpot:50.5,e2e:3000",
            "llm.objectives=ttft.p95:500, itl.mean:20,errorRate:0.01,goodput:0.95,okPerSecond:2.5",
            "llm.stopObjectives=true");

    assertThat(loaded.config().objectives())
        .isEqualTo(new ObjectivesConfig(new Objectives(LIMITS, OF_RUN), true));
  }

  @Test
  void aFlagIsMergedIntoTheFile() {
    ObjectNode tree = with("benchmark.goodput", "{\"ttft\": 100, \"tpot\": 50.5, \"e2e\": 3000}");

    assertThat(load(tree, "llm.goodput=ttft:500").config().objectives().asked().limits())
        .isEqualTo(LIMITS);
    assertThat(load(tree, "llm.goodput=none").config().objectives().asked())
        .isEqualTo(Objectives.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "goodput|{}|: an object is not an object with limits on ttft, ttfnt, tpot, e2e or"
            + " longestStall, in milliseconds",
        "goodput|500|: 500 is not an object with limits on ttft, ttfnt, tpot, e2e or longestStall,"
            + " in milliseconds",
        "goodput|{\"ttft\": 0}|: ttft: 0 is not a number of milliseconds above 0",
        "goodput|{\"ttft\": \"500\"}|: ttft: \"500\" is not a number of milliseconds above 0",
        "goodput|{\"ttf\": 500}|: ttf is not a metric that a request is held to; did you mean"
            + " ttft?",
        "goodput|{\"itl\": 500}|: itl is not a metric that a request is held to; give an object"
            + " with limits on ttft, ttfnt, tpot, e2e or longestStall, in milliseconds",
        "goodput|{\"e2e\": 1e10}|: e2e: 1.0E10 is more than 1000000000, the largest value accepted",
        "objectives|[]|: an array is not an object with limits on ttft.p95, tpot.mean, errorRate,"
            + " goodput and the like",
        "objectives|{\"ttft\": 500}|: ttft is not an objective; did you mean ttft.p95?",
        "objectives|{\"ttft.p97\": 500}|: ttft.p97 is not an objective; did you mean ttft.p95?",
        "objectives|{\"error_rate\": 0.1}|: error_rate is not an objective; did you mean"
            + " errorRate?",
        "objectives|{\"errorRate\": 1}|: errorRate: 1 is more than 0.999, the largest value"
            + " accepted",
        "objectives|{\"errorRate\": -1}|: errorRate: -1 is not a number from 0 to 0.999",
        "objectives|{\"goodput\": 95}|: goodput: 95 is more than 1, the largest value accepted",
        "objectives|{\"okPerSecond\": 0}|: okPerSecond: 0 is not a number above 0",
        "objectives|{\"goodput\": 0.9}|: goodput needs limits on requests; give benchmark.goodput",
        "stop.objectives|1|: 1 is not true or false",
      })
  void whatIsRefused(String key, String json, String fault) {
    assertThat(faults(with("benchmark." + key, json))).containsExactly("benchmark." + key + fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "goodput=ttft:500,ttft:600|=ttft:500,ttft:600 is not an object with limits on ttft, ttfnt,"
            + " tpot, e2e or longestStall, in milliseconds",
        "goodput=500|=500 is not an object with limits on ttft, ttfnt, tpot, e2e or longestStall,"
            + " in milliseconds",
        "goodput=ttft:fast|: ttft: \"fast\" is not a number of milliseconds above 0",
        "objectives=ttft.p95:500,tpots.p95:5|: tpots.p95 is not an objective; did you mean"
            + " tpot.p95?",
      })
  void whatAFlagIsRefusedFor(String flag, String fault) {
    String name = flag.substring(0, flag.indexOf('='));
    assertThat(faults(smallest(), "llm." + flag)).containsExactly("-Dllm." + name + fault);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThat(
            faults(
                smallest(),
                "llm.goodput=ttft:-1,tpott:50,e2e:x",
                "llm.objectives=p95:1,errorRate:7"))
        .containsExactly(
            "-Dllm.goodput: ttft: -1 is not a number of milliseconds above 0",
            "-Dllm.goodput: tpott is not a metric that a request is held to; did you mean tpot?",
            "-Dllm.goodput: e2e: \"x\" is not a number of milliseconds above 0",
            "-Dllm.objectives: p95 is not an objective; give an object with limits on ttft.p95,"
                + " tpot.mean, errorRate, goodput and the like",
            "-Dllm.objectives: errorRate: 7 is more than 0.999, the largest value accepted");
  }

  @Test
  void manyUnknownNamesAreABoundedNumberOfFaults() {
    ObjectNode tree = with("benchmark.objectives", "{}");
    for (int i = 0; i < 1000; i++) {
      tree.withObjectProperty("benchmark").withObjectProperty("objectives").put("x" + i, 1);
    }
    assertThat(faults(tree)).hasSize(20);
  }

  @Test
  void aStopWithNothingToWatchIsAWarning() {
    String warning =
        "-Dllm.stopObjectives takes no effect without a percentile, errorRate or goodput in"
            + " benchmark.objectives";
    assertThat(load(smallest(), "llm.stopObjectives=true").warnings()).containsExactly(warning);
    assertThat(load(smallest(), "llm.stopObjectives=true", "llm.objectives=ttft.mean:5").warnings())
        .containsExactly(warning);
    assertThat(load(smallest(), "llm.stopObjectives=true", "llm.objectives=ttft.p50:5").warnings())
        .isEmpty();
  }

  @Test
  void whatWasAskedIsInTheResolvedFile() {
    String resolved =
        load(smallest(), "llm.goodput=ttft:500", "llm.objectives=ttft.p95:600")
            .resolvedText()
            .replaceAll("\\s", "");

    assertThat(resolved)
        .contains("\"goodput\":{\"ttft\":500}")
        .contains("\"objectives\":{\"ttft.p95\":600}");
  }
}
