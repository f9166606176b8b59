package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.faults;
import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.smallest;
import static io.github.gatlingllm.config.Loading.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.length.TokenLength.Bin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths of prompts and answers, in the file and as flags. */
class LengthsTest {

  private static TokenLength input(ObjectNode tree, String... flags) {
    return load(tree, flags).config().benchmark().inputTokens();
  }

  private static ObjectNode withInput(String json) {
    return with("benchmark.inputTokens", json);
  }

  @Test
  void aFileHasEachDistribution() {
    assertThat(input(withInput("{\"distribution\": \"constant\", \"mean\": 128}")))
        .isEqualTo(TokenLength.constant(128));
    assertThat(input(withInput("{\"distribution\": \"uniform\", \"min\": 3, \"max\": 9}")))
        .isEqualTo(TokenLength.uniform(3, 9));
    assertThat(input(withInput("{\"distribution\": \"normal\", \"mean\": 128}")))
        .isEqualTo(TokenLength.normal(128));
    assertThat(input(withInput("{\"distribution\": \"lognormal\", \"mean\": 128, \"stddev\": 64}")))
        .isEqualTo(TokenLength.logNormal(128, 64));
    assertThat(input(withInput("{\"distribution\": \"exponential\", \"mean\": 0.5}")))
        .isEqualTo(TokenLength.exponential(0.5));
    assertThat(
            input(
                withInput(
                    """
                    {"distribution": "list",
                     "values": [{"tokens": 100, "weight": 3}, {"tokens": 4000, "weight": 1}]}
                    """)))
        .isEqualTo(TokenLength.weighted(Map.of(100, 3, 4000, 1)));
    assertThat(
            input(
                withInput(
                    """
                    {"distribution": "histogram", "bins": [{"from": 1, "to": 9, "weight": 0.5}]}
                    """)))
        .isEqualTo(TokenLength.histogram(List.of(new Bin(1, 9, 0.5))));
  }

  @Test
  void boundsCutOffAnyDistribution() {
    assertThat(input(withInput("{\"mean\": 512, \"min\": 500, \"max\": 600}")))
        .isEqualTo(TokenLength.normal(512).between(500, 600));
    assertThat(input(withInput("{\"distribution\": \"exponential\", \"mean\": 9, \"max\": 20}")))
        .isEqualTo(TokenLength.exponential(9).between(1, 20));
  }

  @Test
  void aFlagTellsAWholeDistribution() {
    assertThat(input(smallest(), "llm.inputTokens=512")).isEqualTo(TokenLength.normal(512));
    assertThat(input(smallest(), "llm.inputTokens=normal:512")).isEqualTo(TokenLength.normal(512));
    assertThat(input(smallest(), "llm.inputTokens=normal:512:5"))
        .isEqualTo(TokenLength.normal(512, 5));
    assertThat(input(smallest(), "llm.inputTokens=uniform:100:200"))
        .isEqualTo(TokenLength.uniform(100, 200));
    assertThat(input(smallest(), "llm.inputTokens=lognormal:512:200"))
        .isEqualTo(TokenLength.logNormal(512, 200));
    assertThat(input(smallest(), "llm.inputTokens=exponential:300"))
        .isEqualTo(TokenLength.exponential(300));
    assertThat(input(smallest(), "llm.inputTokens=constant:128"))
        .isEqualTo(TokenLength.constant(128));
    assertThat(input(smallest(), "llm.inputTokens=list:100x3,4000x1"))
        .isEqualTo(TokenLength.weighted(Map.of(100, 3, 4000, 1)));
    assertThat(input(smallest(), "llm.inputTokens=histogram:1-100x40,101-500x60"))
        .isEqualTo(TokenLength.histogram(List.of(new Bin(1, 100, 40), new Bin(101, 500, 60))));
    assertThat(load(smallest(), "llm.outputTokens=constant:7").config().benchmark().outputTokens())
        .isEqualTo(TokenLength.constant(7));
  }

  @Test
  void aFlagTakesThePlaceOfWhatTheFileHas() {
    ObjectNode uniform = withInput("{\"distribution\": \"uniform\", \"min\": 3, \"max\": 9}");
    assertThat(input(uniform.deepCopy(), "llm.inputTokens=64")).isEqualTo(TokenLength.normal(64));
    assertThat(input(uniform.deepCopy(), "llm.inputTokens=exponential:64"))
        .isEqualTo(TokenLength.exponential(64));
    assertThat(input(uniform.deepCopy(), "llm.inputTokensMax=5"))
        .isEqualTo(TokenLength.uniform(3, 5));
    assertThat(input(smallest(), "llm.inputTokens=exponential:64", "llm.inputTokensMax=100"))
        .isEqualTo(TokenLength.exponential(64).between(1, 100));
    assertThat(input(smallest(), "llm.inputTokensDistribution=constant"))
        .isEqualTo(TokenLength.constant(64));
  }

  @Test
  void listsAndHistogramsHaveFlagsOfTheirOwn() {
    ObjectNode list =
        withInput("{\"distribution\": \"list\", \"values\": [{\"tokens\": 1, \"weight\": 1}]}");
    assertThat(input(list, "llm.inputTokensValues=100x3,4000x0.5"))
        .isEqualTo(TokenLength.weighted(Map.of(100, 3, 4000, 0.5)));
    ObjectNode bins =
        withInput(
            "{\"distribution\": \"histogram\","
                + " \"bins\": [{\"from\": 1, \"to\": 9, \"weight\": 1}]}");
    assertThat(input(bins, "llm.inputTokensBins=5-7x2"))
        .isEqualTo(TokenLength.histogram(List.of(new Bin(5, 7, 2))));
  }

  @Test
  void exactOutputIsRefusedForHostedEndpoints() {
    ObjectNode hosted = with("provider.baseURL", "\"https://api.openai.com/v1\"");
    assertThat(faults(hosted, "llm.outputControl=exact"))
        .containsExactly(
            "-Dllm.outputControl: \"exact\" needs a server that takes ignore_eos and min_tokens"
                + " (vLLM, SGLang, llama-server), and that of provider.baseURL does not; give"
                + " \"max\"");
    ObjectNode own = with("provider.baseURL", "\"http://127.0.0.1:8000/v1\"");
    assertThat(load(own, "llm.outputControl=exact").config().benchmark().outputControl())
        .isEqualTo(OutputControl.EXACT);
    assertThat(faults(smallest(), "llm.outputControl=much"))
        .containsExactly("-Dllm.outputControl=much is not \"max\" or \"exact\"");
  }

  @Test
  void theResolvedFileSaysItAgain() {
    LoadedConfig loaded =
        load(smallest(), "llm.inputTokens=list:100x3,4000x1", "llm.inputTokensMin=50");
    assertThat(loaded.resolved().at("/benchmark/inputTokens"))
        .isEqualTo(
            Loading.tree(
                """
                {"distribution": "list", "min": 50,
                 "values": [{"tokens": 100, "weight": 3}, {"tokens": 4000, "weight": 1}]}
                """));
    assertThat(load(loaded.resolved()).config().benchmark().inputTokens())
        .isEqualTo(loaded.config().benchmark().inputTokens());
  }

  @Test
  void aTypeOfRequestsHasAnyDistributionToo() {
    ObjectNode tree =
        with(
            "benchmark.loadTypes",
            """
            [{"name": "a", "weight": 1,
              "inputTokens": {"distribution": "uniform", "min": 5, "max": 7},
              "outputTokens": {"distribution": "exponential", "mean": 30, "max": 90}}]
            """);
    assertThat(load(tree).config().benchmark().types())
        .containsExactly(
            new LoadType(
                "a", 1, TokenLength.uniform(5, 7), TokenLength.exponential(30).between(1, 90)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"distribution\": \"pareto\", \"mean\": 5}|.distribution: \"pareto\" is not \"normal\","
            + " \"constant\", \"uniform\", \"lognormal\", \"exponential\", \"list\" or"
            + " \"histogram\"",
        "{\"distribution\": \"uniform\", \"min\": 5}|.max is missing; give a whole number of 1 or"
            + " more",
        "{\"distribution\": \"uniform\", \"min\": 5, \"max\": 9, \"mean\": 7}|.mean: a distribution"
            + " \"uniform\" has no such key; it has min, max",
        "{\"distribution\": \"uniform\", \"min\": 9, \"max\": 5}|: max must be min (9 tokens) or"
            + " more, but is 5",
        "{\"distribution\": \"lognormal\", \"mean\": 5}|.stddev is missing; give a number of"
            + " tokens, 0 or more",
        "{\"distribution\": \"exponential\", \"mean\": 5, \"stddev\": 5}|.stddev: a distribution"
            + " \"exponential\" has no such key; it has mean, min, max",
        "{\"distribution\": \"exponential\"}|.mean is missing; give a number of tokens above 0",
        "{\"distribution\": \"constant\", \"mean\": 5.5}|: a constant length must be a whole number"
            + " of tokens, but is 5.5",
        "{\"distribution\": \"list\"}|.values is missing; give a list of 1 to 1000 objects with the"
            + " keys tokens, weight",
        "{\"distribution\": \"list\", \"values\": []}|.values: an array is not a list of 1 to 1000"
            + " objects with the keys tokens, weight",
        "{\"distribution\": \"list\", \"values\": [{\"tokens\": 0, \"weight\": 1}]}"
            + "|.values[0].tokens: 0 is not a whole number of 1 or more",
        "{\"distribution\": \"list\", \"values\": [{\"tokens\": 5, \"weight\": 0}]}"
            + "|.values[0].weight: 0 is not a number above 0",
        "{\"distribution\": \"list\", \"values\": [{\"tokens\": 5}]}"
            + "|.values[0].weight is missing; give a number above 0",
        "{\"distribution\": \"list\", \"values\": [5]}"
            + "|.values[0]: 5 is not an object with the keys tokens, weight",
        "{\"distribution\": \"histogram\", \"bins\": [{\"from\": 5, \"to\": 4, \"weight\": 1}]}"
            + "|: to must be from (5 tokens) or more, but is 4",
        "{\"mean\": 100, \"stddev\": 1, \"min\": 200}|: less than 1 % of the lengths of"
            + " normal:100:1 lie between 200 and 10000000 tokens",
        "{\"mean\": 100, \"values\": [{\"tokens\": 5, \"weight\": 1}]}|.values: a distribution"
            + " \"normal\" has no such key; it has mean, stddev, min, max",
        "{\"mean\": 100, \"min\": 0}|.min: 0 is not a whole number of 1 or more",
      })
  void eachFaultNamesItsKey(String json, String fault) {
    assertThat(faults(withInput(json))).containsExactly("benchmark.inputTokens" + fault);
    assertThat(
            faults(
                with(
                    "benchmark.loadTypes",
                    "[{\"name\": \"a\", \"weight\": 1, \"inputTokens\": " + json + "}]")))
        .containsExactly("benchmark.loadTypes[0].inputTokens" + fault);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThat(
            faults(
                withInput(
                    """
                    {"distribution": "uniform", "mean": 5, "stddev": 1, "min": 4}
                    """)))
        .containsExactly(
            "benchmark.inputTokens.mean: a distribution \"uniform\" has no such key; it has min,"
                + " max",
            "benchmark.inputTokens.stddev: a distribution \"uniform\" has no such key; it has min,"
                + " max",
            "benchmark.inputTokens.max is missing; give a whole number of 1 or more");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uniform|benchmark.inputTokens.min is missing; give a whole number of 1 or more",
        "uniform:1:2:3|-Dllm.inputTokens=uniform:1:2:3 is not a number of tokens above 0",
        "pareto:5|-Dllm.inputTokens=pareto:5 is not a number of tokens above 0",
        "uniform:a:2|benchmark.inputTokens.min: \"a\" is not a whole number of 1 or more",
        "list:100|benchmark.inputTokens.values: \"100\" is not a list of 1 to 1000 objects with the"
            + " keys tokens, weight",
      })
  void aFlagThatIsNoDistributionIsRefused(String text, String fault) {
    assertThat(faults(smallest(), "llm.inputTokens=" + text)).contains(fault);
  }
}
