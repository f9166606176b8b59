package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.faults;
import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.smallest;
import static io.github.gatlingllm.config.Loading.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code benchmark.loadTypes}: what it is read as, and what it refuses, word by word. */
class LoadTypesTest {

  private static final String LENGTHS =
      ", \"inputTokens\": {\"mean\": 9}, \"outputTokens\": {\"mean\": 8}}";

  private static List<LoadType> types(ObjectNode tree, String... flags) {
    return load(tree, flags).config().benchmark().types();
  }

  private static TokenLength length(double mean) {
    return TokenLength.normal(mean);
  }

  @Test
  void aTypeHasTheLengthsOfAllUnlessItBringsItsOwn() {
    ObjectNode tree =
        with(
            "benchmark.loadTypes",
            """
            [{"name": "chat", "weight": 3},
             {"name": "rag", "weight": 1, "inputTokens": {"mean": 4000, "stddev": 5}},
             {"name": "long.1_x-Y", "weight": 0, "outputTokens": {"mean": 2.5}}]
            """);
    assertThat(types(tree))
        .containsExactly(
            new LoadType("chat", 3, length(64), length(32)),
            new LoadType("rag", 1, TokenLength.normal(4000, 5), length(32)),
            new LoadType("long.1_x-Y", 0, length(64), length(2.5)));
    assertThat(types(smallest())).isEmpty();
  }

  @Test
  void aFlagSaysTheSame() {
    LoadedConfig loaded =
        load(smallest(), "llm.loadTypes=chat:3:512:256,rag:1:4000,short:2,terse:5::10");
    assertThat(loaded.config().benchmark().types())
        .containsExactly(
            new LoadType("chat", 3, length(512), length(256)),
            new LoadType("rag", 1, length(4000), length(32)),
            new LoadType("short", 2, length(64), length(32)),
            new LoadType("terse", 5, length(64), length(10)));
    assertThat(loaded.resolved().at("/benchmark/loadTypes"))
        .hasToString(
            "[{\"name\":\"chat\",\"weight\":3,\"inputTokens\":{\"mean\":512},"
                + "\"outputTokens\":{\"mean\":256}},"
                + "{\"name\":\"rag\",\"weight\":1,\"inputTokens\":{\"mean\":4000}},"
                + "{\"name\":\"short\",\"weight\":2},"
                + "{\"name\":\"terse\",\"weight\":5,\"outputTokens\":{\"mean\":10}}]");
    // The resolved file is a configuration again.
    assertThat(load(loaded.resolved()).config()).isEqualTo(loaded.config());
  }

  @Test
  void aFlagTakesTheListOfTheFileAway() {
    ObjectNode tree = with("benchmark.loadTypes", "[{\"name\": \"chat\", \"weight\": 3}]");
    assertThat(types(tree, "llm.loadTypes=none")).isEmpty();
    assertThat(types(tree, "llm.loadTypes=rag:1"))
        .extracting(LoadType::name)
        .containsExactly("rag");
  }

  @Test
  void lengthsOfAllNeedNotBeGivenWhereEachTypeHasItsOwn() {
    ObjectNode tree =
        with(
            "benchmark.loadTypes",
            "[{\"name\": \"a\", \"weight\": 1"
                + LENGTHS
                + ", {\"name\": \"b\", \"weight\": 3, \"inputTokens\": {\"mean\": 1},"
                + " \"outputTokens\": {\"mean\": 4}}]");
    ((ObjectNode) tree.get("benchmark")).remove(List.of("inputTokens", "outputTokens"));

    Benchmark benchmark = load(tree).config().benchmark();
    assertThat(benchmark.inputTokens()).isEqualTo(length(3));
    assertThat(benchmark.outputTokens()).isEqualTo(length(5));

    with(tree, "benchmark.loadTypes", "[{\"name\": \"a\", \"weight\": 1}]");
    assertThat(faults(tree))
        .containsExactly(
            "benchmark.inputTokens.mean is missing; give a number of tokens above 0",
            "benchmark.outputTokens.mean is missing; give a number of tokens above 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "5|: 5 is not a list of 1 to 64 objects with a name, a weight, and if they differ"
            + " inputTokens and outputTokens",
        "[]|: an array is not a list of 1 to 64 objects with a name, a weight, and if they differ"
            + " inputTokens and outputTokens",
        "[5]|[0]: 5 is not an object with the keys name, weight, inputTokens, outputTokens",
        "[{\"weight\": 1}]|[0].name is missing; give a name (1 to 64 letters, digits, '.', '_' or"
            + " '-', starting with a letter or digit)",
        "[{\"name\": \"#{x}\", \"weight\": 1}]|[0].name: \"#{x}\" is not a name (1 to 64 letters,"
            + " digits, '.', '_' or '-', starting with a letter or digit)",
        "[{\"name\": 7, \"weight\": 1}]|[0].name: 7 is not a name (1 to 64 letters, digits, '.',"
            + " '_' or '-', starting with a letter or digit)",
        "[{\"name\": \"a\"}]|[0].weight is missing; give a whole number from 0 to 1000",
        "[{\"name\": \"a\", \"weight\": -1}]|[0].weight: -1 is not a whole number from 0 to 1000",
        "[{\"name\": \"a\", \"weight\": \"1\"}]|[0].weight: \"1\" is not a whole number from 0 to"
            + " 1000",
        "[{\"name\": \"a\", \"weight\": 1.5}]|[0].weight: 1.5 is not a whole number from 0 to 1000",
        "[{\"name\": \"a\", \"weight\": 1001}]|[0].weight: 1001 is more than 1000, the largest value"
            + " accepted",
        "[{\"name\": \"a\", \"weight\": 0}]|: all weights are 0; give at least one above 0",
        "[{\"name\": \"a\", \"weight\": 1, \"wieght\": 2}]|[0].wieght is not a known key; did you"
            + " mean benchmark.loadTypes[0].weight?",
        "[{\"name\": \"a\", \"weight\": 1, \"color\": 2}]|[0].color is not a known key; known are"
            + " name, weight, inputTokens, outputTokens",
        "[{\"name\": \"a\", \"weight\": 1, \"inputTokens\": 5}]|[0].inputTokens: 5 is not an object"
            + " with the keys mean, stddev, distribution, min, max, values, bins",
        "[{\"name\": \"a\", \"weight\": 1, \"inputTokens\": {}}]|[0].inputTokens.mean is missing;"
            + " give a number of tokens above 0",
        "[{\"name\": \"a\", \"weight\": 1, \"outputTokens\": {\"mean\": 0}}]|[0].outputTokens.mean:"
            + " 0 is not a number of tokens above 0",
        "[{\"name\": \"a\", \"weight\": 1, \"outputTokens\": {\"mean\": 1, \"stddev\":"
            + " -1}}]|[0].outputTokens.stddev: -1 is not a number of tokens, 0 or more",
        "[{\"name\": \"a\", \"weight\": 1, \"outputTokens\": {\"mean\": 1, \"stdev\":"
            + " 1}}]|[0].outputTokens.stdev is not a known key; did you mean"
            + " benchmark.loadTypes[0].outputTokens.stddev?",
      })
  void eachFaultNamesItsKeyAndPlace(String json, String fault) {
    assertThat(faults(with("benchmark.loadTypes", json)))
        .containsExactly("benchmark.loadTypes" + fault);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThat(
            faults(
                with(
                    "benchmark.loadTypes",
                    """
                    [{"name": "a", "weight": -1}, {"name": "b", "weigth": 1},
                     {"name": "a", "weight": 1}, null]
                    """)))
        .containsExactly(
            "benchmark.loadTypes[0].weight: -1 is not a whole number from 0 to 1000",
            "benchmark.loadTypes[1].weigth is not a known key; did you mean"
                + " benchmark.loadTypes[1].weight?",
            "benchmark.loadTypes[1].weight is missing; give a whole number from 0 to 1000",
            "benchmark.loadTypes[2].name: \"a\" is the name of benchmark.loadTypes[0]; give another",
            "benchmark.loadTypes[3]: null is not an object with the keys name, weight, inputTokens,"
                + " outputTokens");
  }

  @Test
  void keysThatAreNotKnownAreNamedUpToABound() {
    String keys =
        IntStream.range(0, 1000).mapToObj(i -> ", \"x" + i + "\": 1").collect(Collectors.joining());
    assertThat(
            faults(with("benchmark.loadTypes", "[{\"name\": \"a\", \"weight\": 1" + keys + "}]")))
        .hasSize(5);
  }

  @Test
  void aFlagIsNamedAsItWasTyped() {
    assertThat(faults(smallest(), "llm.loadTypes=chat:3:512:256,rag:x"))
        .containsExactly("-Dllm.loadTypes[1].weight: \"x\" is not a whole number from 0 to 1000");
    assertThat(faults(smallest(), "llm.loadTypes=chat"))
        .containsExactly(
            "-Dllm.loadTypes=chat is not a list of 1 to 64 objects with a name, a weight, and if"
                + " they differ inputTokens and outputTokens");
    assertThat(faults(smallest(), "llm.loadTypes=chat:1:2:3:4")).hasSize(1);
  }

  @Test
  void theirNumberHasABound() {
    String types =
        IntStream.range(0, 64).mapToObj(i -> "t" + i + ":1").collect(Collectors.joining(","));
    assertThat(types(smallest(), "llm.loadTypes=" + types)).hasSize(64);
    assertThat(faults(smallest(), "llm.loadTypes=" + types + ",t64:1")).hasSize(1);
  }
}
