package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.faults;
import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.tree;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.load.ArrivalProcess;
import io.github.gatlingllm.load.CapacitySearch;
import io.github.gatlingllm.load.ClosedLoad;
import io.github.gatlingllm.load.Level;
import io.github.gatlingllm.load.LevelPlan;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.load.SearchRange;
import io.github.gatlingllm.load.Sweep;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Levels and searches in a configuration, and what goes with what. */
class LevelsConfigTest {

  private static final String NOT_WITH_LEVELS = " is not accepted with levels";
  private static final String OBJECTIVES = ", \"objectives\": {\"ttft.p95\": 500}";

  /** The flags of levels and searches, and their keys. */
  static Map<String, String> levelFlags() {
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("llm.levels=1,2", "benchmark.load.levels");
    for (String key : List.of("warmUp", "duration", "requests", "settle", "drain")) {
      flags.put("llm." + joined("level", key) + "=7", "benchmark.load.level." + key);
    }
    for (String key : List.of("from", "to", "repeats", "samples", "longest")) {
      flags.put("llm." + joined("search", key) + "=77", "benchmark.load.search." + key);
    }
    flags.put("llm.searchPrecision=0.25", "benchmark.load.search.precision");
    return flags;
  }

  private static String joined(String first, String second) {
    return first + Character.toUpperCase(second.charAt(0)) + second.substring(1);
  }

  @TestFactory
  Stream<DynamicTest> eachFlagSetsItsKey() {
    return levelFlags().entrySet().stream()
        .map(flag -> DynamicTest.dynamicTest(flag.getKey(), () -> assertSets(flag)));
  }

  private static void assertSets(Map.Entry<String, String> flag) {
    boolean levels = flag.getKey().contains("llm.level");
    ObjectNode base =
        levels ? config("\"levels\": [5]") : config("\"search\": {\"from\": 5}", OBJECTIVES);
    String value = flag.getKey().substring(flag.getKey().indexOf('=') + 1);

    ObjectNode resolved = load(base, flag.getKey()).resolved();

    assertThat(resolved.at("/" + flag.getValue().replace('.', '/')))
        .hasToString(value.contains(",") ? "[" + value + "]" : value);
  }

  private static ObjectNode config(String load, String more) {
    return tree(
        """
        {"provider": {"model": "m"},
         "benchmark": {"inputTokens": {"mean": 64}, "outputTokens": {"mean": 32},
                       "load": {%s} %s}}
        """
            .formatted(load, more));
  }

  private static ObjectNode config(String load) {
    return config(load, "");
  }

  private static ObjectNode search(String keys) {
    return config("\"search\": {" + keys + "}", OBJECTIVES);
  }

  private static LevelPlan plan(ObjectNode tree, String... flags) {
    LevelsModel model = load(tree, flags).config().benchmark().levels();
    if (model == null) {
      throw new AssertionError("the load has no levels");
    }
    return model.plan();
  }

  private static List<Level> levels(ObjectNode tree, String... flags) {
    return ((Sweep) plan(tree, flags)).levels();
  }

  @Test
  void numbersAreStreamsForAsLongAsAllOfThem() {
    List<Level> levels = levels(config("\"levels\": [1, 10, 50]"));

    assertThat(levels).extracting(Level::value).containsExactly(1.0, 10.0, 50.0);
    for (Level level : levels) {
      assertThat(level.isClosed()).isTrue();
      assertThat(level.load().rampUp()).isEqualTo(ofSeconds(2));
      assertThat(level.load().end()).contains(ofSeconds(32));
      assertThat(level.load().maxRequests()).isEmpty();
      assertThat(level.settle()).isEqualTo(ZERO);
      assertThat(level.drain()).isEmpty();
      assertThat(level.enough()).isEmpty();
    }
    assertThat(load(config("\"levels\": [1, 10, 50]")).warnings()).isEmpty();
  }

  @Test
  void objectsHaveLengthsOfTheirOwn() {
    List<Level> levels =
        levels(
            config(
                "\"levels\": [{\"concurrency\": 4, \"warmUp\": 0, \"duration\": 1.5,"
                    + " \"requests\": 7, \"settle\": 3, \"drain\": 0}, {\"concurrency\": 5}, 6],"
                    + " \"level\": {\"warmUp\": 1, \"requests\": 20, \"settle\": 9, \"drain\": 8}"));

    Level own = levels.get(0);
    assertThat(((ClosedLoad) own.load()).concurrency()).isEqualTo(4);
    assertThat(own.load().end()).contains(ofMillis(1500));
    assertThat(own.load().maxRequests()).hasValue(7);
    assertThat(own.settle()).isEqualTo(ofSeconds(3));
    assertThat(own.drain()).contains(ZERO);
    for (Level common : levels.subList(1, 3)) {
      assertThat(common.load().rampUp()).isEqualTo(ofSeconds(1));
      assertThat(common.load().end()).isEmpty();
      assertThat(common.load().maxRequests()).hasValue(20);
      assertThat(common.settle()).isEqualTo(ofSeconds(9));
      assertThat(common.drain()).contains(ofSeconds(8));
    }
  }

  @Test
  void theRunsLimitOnDrainingIsThatOfItsLevels() {
    assertThat(levels(config("\"levels\": [1]", ", \"drainTimeout\": 5")).get(0).drain())
        .contains(ofSeconds(5));
    assertThat(
            levels(config("\"levels\": [1], \"level\": {\"drain\": 2}", ", \"drainTimeout\": 5"))
                .get(0)
                .drain())
        .contains(ofSeconds(2));
  }

  @Test
  void levelsOfAnOpenLoadAreRatesOfOneProcess() {
    ObjectNode tree =
        config(
            "\"model\": \"open\", \"arrivals\": \"gamma\", \"shape\": 2, \"seed\": 11,"
                + " \"levels\": [0.5, {\"rate\": 20, \"duration\": 5}]");

    List<Level> levels = levels(tree);

    assertThat(levels).extracting(Level::value).containsExactly(0.5, 20.0);
    assertThat(levels)
        .allSatisfy(
            level ->
                assertThat(((OpenLoad) level.load()).process())
                    .isEqualTo(new ArrivalProcess.Gamma(2)));
    assertThat(levels.get(0).load().end()).contains(ofSeconds(32));
    assertThat(levels.get(1).load().end()).contains(ofSeconds(7));
    LevelsModel model = load(tree).config().benchmark().levels();
    assertThat(model == null ? OptionalLong.empty() : model.seed()).hasValue(11);
  }

  @Test
  void flagsDescribeLevelsToo() {
    ObjectNode nothing = config("");
    String[] flags = {
      "llm.levels=1,10,50",
      "llm.levelWarmUp=0",
      "llm.levelDuration=3",
      "llm.levelRequests=40",
      "llm.levelSettle=0.5",
      "llm.levelDrain=4"
    };

    List<Level> levels = levels(nothing, flags);

    assertThat(levels).extracting(Level::value).containsExactly(1.0, 10.0, 50.0);
    assertThat(levels.get(2).load().end()).contains(ofSeconds(3));
    assertThat(levels.get(2).load().maxRequests()).hasValue(40);
    assertThat(levels.get(2).settle()).isEqualTo(ofMillis(500));
    assertThat(levels.get(2).drain()).contains(ofSeconds(4));
    assertThat(load(nothing, flags).resolved().at("/benchmark/load/levels"))
        .hasToString("[1,10,50]");
    assertThat(
            levels(nothing, "llm.loadModel=open", "llm.arrivals=constant", "llm.levels=2.5,5")
                .stream()
                .map(Level::value))
        .containsExactly(2.5, 5.0);
  }

  @Test
  void aSearchHasDefaults() {
    CapacitySearch search = (CapacitySearch) plan(search("\"from\": 4"));

    assertThat(search.isClosed()).isTrue();
    assertThat(search.range()).isEqualTo(new SearchRange(4, 4096, 0.05, 3));
    assertThat(search.steady()).isEqualTo(ofSeconds(30));
    assertThat(search.longest()).isEqualTo(ofMinutes(5));
    assertThat(search.samples()).isEqualTo(CapacitySearch.AS_OBJECTIVES_NEED);
    assertThat(search.shape().rampUp()).isEqualTo(ofSeconds(2));
    assertThat(search.settle()).isEqualTo(ZERO);
    assertThat(search.drain()).isEmpty();
  }

  /** Each of them makes the run a search, from one stream on. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "searchFrom=1",
        "searchTo=64",
        "searchPrecision=0",
        "searchRepeats=1",
        "searchSamples=0",
        "searchLongest=60"
      })
  void anyKeyOfASearchMakesOne(String flag) {
    CapacitySearch search =
        (CapacitySearch) plan(config(""), "llm.objectives=ttft.p95:300", "llm." + flag);

    assertThat(search.range().from()).isEqualTo(1);
  }

  @Test
  void aSearchTakesWhatItIsGiven() {
    CapacitySearch search =
        (CapacitySearch)
            plan(
                config(
                    "\"model\": \"open\", \"search\": {\"from\": 0.5, \"to\": 40, \"precision\":"
                        + " 0.1, \"repeats\": 5, \"samples\": 0, \"longest\": 90}, \"level\":"
                        + " {\"warmUp\": 1, \"duration\": 20, \"settle\": 2, \"drain\": 3}",
                    OBJECTIVES));

    assertThat(search.isClosed()).isFalse();
    assertThat(search.range()).isEqualTo(new SearchRange(0.5, 40, 0.1, 5));
    assertThat(search.steady()).isEqualTo(ofSeconds(20));
    assertThat(search.longest()).isEqualTo(ofSeconds(90));
    assertThat(search.samples()).isZero();
    assertThat(search.shape().rampUp()).isEqualTo(ofSeconds(1));
    assertThat(search.settle()).isEqualTo(ofSeconds(2));
    assertThat(search.drain()).isEqualTo(Optional.of(ofSeconds(3)));
  }

  @Test
  void aProbeThatIsLongIsAsLongAtTheMost() {
    CapacitySearch search =
        (CapacitySearch)
            plan(config("\"search\": {\"from\": 1}, \"level\": {\"duration\": 900}", OBJECTIVES));

    assertThat(search.longest()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void manyStreamsToBeginWithNeedNoEndOfTheSearch() {
    assertThat(plan(search("\"from\": 500")).most()).isEqualTo(100_000);
    assertThat(plan(config("\"model\": \"open\", \"search\": {\"from\": 9000}", OBJECTIVES)).most())
        .isEqualTo(1e6);
  }

  @Test
  void allFaultsOfLevelsAreToldAtOnce() {
    assertThat(
            faults(
                config(
                    "\"levels\": [0, 2.5, \"x\", {\"concurrency\": 3, \"duratoin\": 4},"
                        + " {\"duration\": -1, \"settle\": -2}, {\"concurrency\": 1, \"drain\":"
                        + " true, \"requests\": 0, \"warmUp\": \"2\"}, {\"rate\": 3}]")))
        .containsExactly(
            "benchmark.load.levels[0]: 0 is not a whole number of 1 or more",
            "benchmark.load.levels[1]: 2.5 is not a whole number of 1 or more",
            "benchmark.load.levels[2]: \"x\" is not a whole number of 1 or more",
            "benchmark.load.levels[3].duratoin is not a known key; did you mean"
                + " benchmark.load.levels[3].duration?",
            "benchmark.load.levels[4].concurrency is missing; give a whole number of 1 or more",
            "benchmark.load.levels[4].duration: -1 is not a number of seconds above 0",
            "benchmark.load.levels[4].settle: -2 is not a number of seconds, 0 or more",
            "benchmark.load.levels[5].warmUp: \"2\" is not a number of seconds, 0 or more",
            "benchmark.load.levels[5].requests: 0 is not a whole number of 1 or more",
            "benchmark.load.levels[5].drain: true is not a number of seconds, 0 or more",
            "benchmark.load.levels[6].rate is not a known key; known are concurrency, warmUp,"
                + " duration, requests, settle, drain",
            "benchmark.load.levels[6].concurrency is missing; give a whole number of 1 or more");
  }

  @Test
  void levelsOfAnOpenLoadAreHeldAgainstRates() {
    assertThat(
            faults(
                config(
                    "\"model\": \"open\", \"levels\": [0, 2e6, {\"concurrency\": 3},"
                        + " {\"rate\": \"fast\"}]")))
        .containsExactly(
            "benchmark.load.levels[0]: 0 is not a number of requests per second above 0",
            "benchmark.load.levels[1]: 2000000.0 is more than 1000000, the largest value accepted",
            "benchmark.load.levels[2].concurrency is not a known key; known are rate, warmUp,"
                + " duration, requests, settle, drain",
            "benchmark.load.levels[2].rate is missing; give a number of requests per second above 0",
            "benchmark.load.levels[3].rate: \"fast\" is not a number of requests per second above 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "5", "\"1,2\"", "{\"concurrency\": 5}"})
  void whatIsNoListOfLevelsIsRefused(String value) {
    assertThat(faults(config("\"levels\": " + value)))
        .singleElement()
        .asString()
        .startsWith("benchmark.load.levels: ")
        .endsWith(
            " is not a list of 1 to 1000 numbers, or objects with a concurrency or rate and"
                + " lengths");
  }

  /** Each is told of once, and none is looked at further. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "levelWarmUp=x",
        "levelDuration=0",
        "levelSettle=-1",
        "levelDrain=x",
        "drainTimeout=x",
        "searchTo=x",
        "searchRepeats=x",
        "loadModel=ajar"
      })
  void aFaultyValueIsNoMoreThanThat(String flag) {
    assertThat(faults(search("\"from\": 1"), "llm." + flag))
        .singleElement()
        .asString()
        .startsWith("-Dllm." + flag + " is not ");
  }

  @Test
  void anArrivalProcessThatLacksItsKeysIsNoMoreThanThat() {
    assertThat(faults(config("\"model\": \"open\", \"levels\": [1], \"arrivals\": \"gamma\"")))
        .containsExactly(
            "benchmark.load.shape is missing; give a number above 0, or benchmark.load.burstiness");
    assertThat(faults(config("\"model\": \"open\", \"levels\": [1], \"arrivals\": \"uniform\"")))
        .containsExactly("benchmark.load.jitter is missing; give a number from 0 to 1");
  }

  @Test
  void moreThanAThousandLevelsAreRefused() {
    String many = String.join(",", Collections.nCopies(1001, "1"));
    assertThat(faults(config("\"levels\": [" + many + "]"))).singleElement();
    assertThat(levels(config("\"levels\": [" + many.substring(2) + "]"))).hasSize(1000);
  }

  @Test
  void aFlagOfLevelsIsShownAsItWasTyped() {
    assertThat(faults(config(""), "llm.levels=1,x,-3"))
        .containsExactly(
            "-Dllm.levels[1]: \"x\" is not a whole number of 1 or more",
            "-Dllm.levels[2]: -3 is not a whole number of 1 or more");
  }

  @Test
  void whatIsSaidForAllOfARunIsSaidForEachLevel() {
    assertThat(
            faults(
                config(
                    "\"levels\": [1, 2], \"burst\": true, \"spawnRate\": 3",
                    ", \"concurrency\": 5, \"maxDuration\": 60, \"maxRequests\": 100,"
                        + " \"rampUp\": {\"duration\": 1, \"requests\": 3}, \"rampDown\":"
                        + " {\"duration\": 1, \"requests\": 4}, \"stop\": {\"objectives\": true}"
                        + OBJECTIVES)))
        .contains(
            "benchmark.maxDuration is not accepted with levels, each of which has its own: give"
                + " benchmark.load.level.duration",
            "benchmark.maxRequests is not accepted with levels, each of which has its own: give"
                + " benchmark.load.level.requests",
            "benchmark.rampUp.duration is not accepted with levels, each of which has its own: give"
                + " benchmark.load.level.warmUp",
            "benchmark.stop.objectives is not accepted with levels: each is held against the"
                + " objectives for itself, and a search ends its probes early",
            "benchmark.rampUp.requests" + NOT_WITH_LEVELS,
            "benchmark.rampDown.duration" + NOT_WITH_LEVELS,
            "benchmark.rampDown.requests" + NOT_WITH_LEVELS,
            "benchmark.load.spawnRate" + NOT_WITH_LEVELS,
            "benchmark.load.burst" + NOT_WITH_LEVELS,
            "benchmark.concurrency" + NOT_WITH_LEVELS + ": they say how much load there is");
  }

  @Test
  void anOpenLoadSaysItsRatesOnce() {
    assertThat(faults(config("\"model\": \"open\", \"levels\": [1], \"rate\": 2")))
        .containsExactly(
            "benchmark.load.rate is not accepted with levels: they say how much load there is");
    assertThat(
            faults(
                config(
                    "\"model\": \"open\", \"levels\": [1], \"arrivals\": \"replay\", \"times\":"
                        + " [1]")))
        .containsExactly(
            "benchmark.load.arrivals: \"replay\" has a rate of its own; accepted with levels:"
                + " constant, poisson, gamma, uniform");
  }

  @Test
  void lengthsOfLevelsNeedLevels() {
    ObjectNode tree = config("", ", \"concurrency\": 2, \"maxRequests\": 10");
    String only = " is accepted only with benchmark.load.levels or benchmark.load.search.from";

    assertThat(
            faults(
                tree,
                "llm.levelWarmUp=1",
                "llm.levelDuration=1",
                "llm.levelRequests=1",
                "llm.levelSettle=1",
                "llm.levelDrain=1"))
        .containsExactly(
            "-Dllm.levelWarmUp" + only,
            "-Dllm.levelDuration" + only,
            "-Dllm.levelRequests" + only,
            "-Dllm.levelSettle" + only,
            "-Dllm.levelDrain" + only);
  }

  @Test
  void aSearchFindsOutItsLevelsAndNeedsObjectives() {
    assertThat(
            faults(
                config(
                    "\"search\": {\"from\": 1, \"repeats\": 2}, \"levels\": [1], \"level\":"
                        + " {\"requests\": 5}")))
        .contains(
            "benchmark.load.levels is not accepted with a search, which finds out its levels",
            "benchmark.load.level.requests is not accepted with a search: give"
                + " benchmark.load.search.samples",
            "benchmark.load.search.repeats: 2 is not an odd number")
        .anySatisfy(
            fault ->
                assertThat(fault)
                    .startsWith(
                        "benchmark.objectives is missing: a search looks for the most load that"
                            + " meets them; give "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"from\": 0|benchmark.load.search.from: 0 is not a number above 0: streams, or requests per"
            + " second",
        "\"to\": 1e7|benchmark.load.search.to: 1.0E7 is more than 1000000, the largest value"
            + " accepted",
        "\"precision\": -1|benchmark.load.search.precision: -1 is not a number from 0 to below 1",
        "\"precision\": 1|benchmark.load: precision is 1.0; accepted: from 0 to below 1",
        "\"repeats\": 0|benchmark.load.search.repeats: 0 is not a whole number of 1 or more",
        "\"repeats\": 101|benchmark.load: repeats is 101; accepted: an odd number from 1 to 99",
        "\"samples\": -1|benchmark.load.search.samples: -1 is not a whole number of 0 or more",
        "\"longest\": 0|benchmark.load.search.longest: 0 is not a number of seconds above 0",
        "\"longest\": 5|benchmark.load: a probe's steady time is PT30S; accepted: at most its"
            + " longest, PT5S",
        "\"from\": 0.5|benchmark.load: from is 0.5; accepted: 1 or more streams",
        "\"from\": 8, \"to\": 4|benchmark.load: from is 8.0; accepted: above 0, up to 4.0",
        "\"to\": 200000|benchmark.load: to is 200000.0; accepted: up to 100000 streams"
      })
  void aFaultOfASearchNamesItsKeyItsValueAndWhatIsAccepted(String example) {
    int bar = example.indexOf('|');
    assertThat(faults(search(example.substring(0, bar))))
        .containsExactly(example.substring(bar + 1));
  }

  @Test
  void betweenTwoRatesThereIsAlwaysAnother() {
    assertThat(
            faults(
                config(
                    "\"model\": \"open\", \"search\": {\"from\": 1, \"precision\": 0}",
                    OBJECTIVES)))
        .containsExactly(
            "benchmark.load.search.precision: 0 is accepted only for streams, since between two"
                + " rates there is always another");
  }
}
