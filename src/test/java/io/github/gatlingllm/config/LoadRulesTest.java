package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.faults;
import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.smallest;
import static io.github.gatlingllm.config.Loading.tree;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.load.ArrivalProcess;
import io.github.gatlingllm.load.ClosedLoad;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.load.OpenLoad.Stage;
import io.github.gatlingllm.load.RequestRamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Open loads in a configuration, and what goes with what. */
class LoadRulesTest {

  private static final String ONLY_OPEN =
      " is accepted only where benchmark.load.model is \"open\": a closed load starts a request when"
          + " another ends";

  @TempDir private Path folder;

  /** The keys that only an open load has. */
  static Stream<String> openKeys() {
    return Stream.of(
            "arrivals",
            "rate",
            "stages",
            "shape",
            "burstiness",
            "jitter",
            "burstSize",
            "burstInterval",
            "times",
            "timesFile",
            "trace",
            "speed",
            "seed")
        .map(name -> "benchmark.load." + name);
  }

  private static ObjectNode open(String load, String more) {
    return tree(
        """
        {"provider": {"model": "m"},
         "benchmark": {"inputTokens": {"mean": 64}, "outputTokens": {"mean": 32},
                       "load": {"model": "open", %s} %s}}
        """
            .formatted(load, more));
  }

  private static ObjectNode open(String load) {
    return open(load, ", \"maxRequests\": 10");
  }

  private static OpenModel model(ObjectNode tree, String... flags) {
    OpenModel model = load(tree, flags).config().benchmark().open();
    if (model == null) {
      throw new AssertionError("the load is closed");
    }
    return model;
  }

  private static ArrivalProcess process(String load) {
    return model(open(load)).load().process();
  }

  @Test
  void everyProcessHasItsKeys() {
    assertThat(process("\"rate\": 200")).isEqualTo(new ArrivalProcess.Poisson());
    assertThat(process("\"rate\": 200, \"arrivals\": \"poisson\""))
        .isEqualTo(new ArrivalProcess.Poisson());
    assertThat(process("\"rate\": 0.1, \"arrivals\": \"constant\""))
        .isEqualTo(new ArrivalProcess.Constant());
    assertThat(process("\"rate\": 1, \"arrivals\": \"gamma\", \"shape\": 0.5"))
        .isEqualTo(new ArrivalProcess.Gamma(0.5));
    assertThat(process("\"rate\": 1, \"arrivals\": \"gamma\", \"burstiness\": 1"))
        .isEqualTo(new ArrivalProcess.Gamma(19));
    assertThat(process("\"rate\": 1, \"arrivals\": \"gamma\", \"burstiness\": 0"))
        .isEqualTo(new ArrivalProcess.Constant());
    assertThat(process("\"rate\": 1, \"arrivals\": \"uniform\", \"jitter\": 0.3"))
        .isEqualTo(new ArrivalProcess.Uniform(0.3));
    assertThat(process("\"arrivals\": \"burst\", \"burstSize\": 5, \"burstInterval\": 2.5"))
        .isEqualTo(new ArrivalProcess.Bursts(5));
    assertThat(process("\"arrivals\": \"replay\", \"times\": [0, 0.5, 0.5, 7]"))
        .isEqualTo(
            new ArrivalProcess.Replay(new long[] {0, 500_000_000, 500_000_000, 7_000_000_000L}));
  }

  @Test
  void ratesMayFollowEachOtherAndTellTheEnd() {
    ObjectNode tree =
        open(
            "\"stages\": [{\"rate\": 2, \"duration\": 10}, {\"rate\": 5.5, \"duration\": 0.5}]",
            ", \"rampUp\": {\"duration\": 1}, \"rampDown\": {\"duration\": 2}");

    OpenLoad load = model(tree).shaped(load(tree).config().benchmark());

    assertThat(load.rate()).isEqualTo(2);
    assertThat(load.steady()).contains(ofSeconds(10));
    assertThat(load.stages()).containsExactly(new Stage(5.5, ofMillis(500)));
    assertThat(load.end()).contains(ofMillis(13_500));
    assertThat(load(tree).warnings()).isEmpty();
  }

  @Test
  void flagsDescribeAnOpenLoadToo() {
    String[] flags = {
      "llm.loadModel=open",
      "llm.concurrency=none",
      "llm.arrivals=constant",
      "llm.stages=10:60,50:30",
      "llm.arrivalSeed=-3"
    };
    OpenModel model = model(smallest(), flags);
    assertThat(model.load().process()).isEqualTo(new ArrivalProcess.Constant());
    assertThat(model.load().stages()).containsExactly(new Stage(50, ofSeconds(30)));
    assertThat(model.seed()).hasValue(-3);
    assertThat(load(smallest(), flags).resolved().at("/benchmark/load"))
        .hasToString(
            "{\"model\":\"open\",\"arrivals\":\"constant\",\"stages\":[{\"rate\":10,\"duration\":60},"
                + "{\"rate\":50,\"duration\":30}],\"seed\":-3}");
    assertThat(
            model(
                    smallest(),
                    "llm.loadModel=open",
                    "llm.concurrency=none",
                    "llm.arrivals=replay",
                    "llm.times=0,1.5")
                .load()
                .process())
        .isEqualTo(new ArrivalProcess.Replay(new long[] {0, 1_500_000_000}));
  }

  @Test
  void aFileOfTimesHasOneALine() throws IOException {
    Path file = folder.resolve("times.txt");
    Files.writeString(file, "# of yesterday\n0.25\n\n 3 \n");
    assertThat(process("\"arrivals\": \"replay\", \"timesFile\": \"" + file + "\""))
        .isEqualTo(new ArrivalProcess.Replay(new long[] {250_000_000, 3_000_000_000L}));

    Files.writeString(file, "0\nsoon\n");
    assertThat(faults(open("\"arrivals\": \"replay\", \"timesFile\": \"" + file + "\"")))
        .containsExactly(
            "benchmark.load.timesFile: "
                + Excerpt.of(file.toString())
                + ": time 2: \"soon\" is not a number of seconds, 0 or more");
    assertThat(faults(open("\"arrivals\": \"replay\", \"timesFile\": \"" + folder + "/none\"")))
        .singleElement()
        .asString()
        .startsWith("benchmark.load.timesFile: ")
        .contains(" cannot be read: ");
  }

  @Test
  void anOpenLoadHasNoConcurrency() {
    assertThat(faults(open("\"rate\": 2", ", \"maxRequests\": 1, \"concurrency\": 3")))
        .containsExactly(
            "benchmark.concurrency is not accepted where benchmark.load.model is \"open\": requests"
                + " start at their rate, however many are in flight");
    assertThat(load(open("\"rate\": 2")).config().http().maxConnections())
        .isEqualTo(Http.UNLIMITED);
  }

  @Test
  void aClosedLoadHasNoneOfTheKeysOfAnOpenOne() {
    ObjectNode tree = smallest();
    tree.withObject("/benchmark/load").put("rate", 3).put("shape", 2).put("seed", 1);
    assertThat(faults(tree, "llm.jitter=0.5"))
        .containsExactly(
            "benchmark.load.rate" + ONLY_OPEN,
            "benchmark.load.shape" + ONLY_OPEN,
            "-Dllm.jitter" + ONLY_OPEN,
            "benchmark.load.seed" + ONLY_OPEN);
  }

  @Test
  void eachProcessRefusesTheKeysOfOthersAndMissesItsOwn() {
    assertThat(
            faults(
                open("\"arrivals\": \"poisson\", \"shape\": 2, \"jitter\": 1, \"burstSize\": 2")))
        .containsExactly(
            "benchmark.load.shape is accepted only where benchmark.load.arrivals is \"gamma\"",
            "benchmark.load.jitter is accepted only where benchmark.load.arrivals is \"uniform\"",
            "benchmark.load.burstSize is accepted only where benchmark.load.arrivals is \"burst\"",
            "benchmark.load.rate is missing; give a number of requests per second above 0, or"
                + " benchmark.load.stages");
    assertThat(faults(open("\"rate\": 1, \"arrivals\": \"gamma\"")))
        .containsExactly(
            "benchmark.load.shape is missing; give a number above 0, or benchmark.load.burstiness");
    assertThat(
            faults(open("\"rate\": 1, \"arrivals\": \"gamma\", \"shape\": 1, \"burstiness\": 3")))
        .containsExactly(
            "benchmark.load.shape and benchmark.load.burstiness are both given; give one of them");
    assertThat(faults(open("\"rate\": 1, \"arrivals\": \"uniform\"")))
        .containsExactly("benchmark.load.jitter is missing; give a number from 0 to 1");
    assertThat(faults(open("\"rate\": 1, \"arrivals\": \"burst\", \"burstSize\": 3")))
        .containsExactly(
            "benchmark.load.burstInterval is missing; give a number of seconds above 0",
            "benchmark.load.rate is not accepted where benchmark.load.arrivals is \"burst\": the size"
                + " and interval of bursts are their rate");
    assertThat(
            faults(
                open("\"rate\": 1, \"arrivals\": \"replay\"", ", \"rampUp\": {\"duration\": 1}")))
        .containsExactly(
            "benchmark.load.times is missing; give a list of 1 to 1000000 times in seconds, 0 or"
                + " more, ascending, or benchmark.load.timesFile",
            "benchmark.load.rate is not accepted where benchmark.load.arrivals is \"replay\": the"
                + " times are all there is",
            "benchmark.rampUp.duration is not accepted where benchmark.load.arrivals is \"replay\":"
                + " the times are all there is");
    assertThat(faults(open("\"rate\": 1, \"stages\": [{\"rate\": 1, \"duration\": 1}]")))
        .containsExactly(
            "benchmark.load.rate and benchmark.load.stages are both given; give one of them");
  }

  @Test
  void anEndBeforeThatOfTheStagesIsWarnedOf() {
    String stages =
        "\"stages\": [{\"rate\": 1, \"duration\": 60}, {\"rate\": 2, \"duration\": 2.5}]";
    String ramp = ", \"rampUp\": {\"duration\": 5}, \"maxDuration\": ";
    assertThat(load(open(stages, ramp + "30")).warnings())
        .containsExactly(
            "benchmark.maxDuration (30 s) is less than benchmark.rampUp.duration and"
                + " benchmark.load.stages last (67.5 s): the load ends before its last stages do");
    assertThat(load(open(stages, ramp + "67.5")).warnings()).isEmpty();
  }

  @Test
  void anOpenLoadNeedsAnEndAndAFallNeedsToKnowIt() {
    assertThat(faults(open("\"rate\": 1", "")))
        .containsExactly("benchmark: at least one of maxRequests or maxDuration is required");
    assertThat(faults(open("\"rate\": 1", ", \"maxRequests\": 5, \"rampDown\": {\"duration\": 1}")))
        .containsExactly(
            "benchmark.rampDown.duration needs benchmark.maxDuration or benchmark.load.stages: when"
                + " the last request starts is not known before");
    assertThat(load(open("\"arrivals\": \"replay\", \"times\": [1]", "")).warnings()).isEmpty();
  }

  @Test
  void aClosedLoadsFallByTimeNeedsToKnowItsEndToo() {
    String fault =
        "benchmark.rampDown.duration never takes effect without benchmark.maxDuration: when the"
            + " last request ends is not known before";
    String[] flags = {"llm.maxRequests=9", "llm.rampDown=2"};

    assertThat(load(smallest(), flags).warnings())
        .containsExactly(fault.replace("benchmark.rampDown.duration", "-Dllm.rampDown"));
    ObjectNode described = smallest();
    ((ObjectNode) described.get("benchmark")).putObject("load").put("model", "closed");
    assertThat(faults(described, flags))
        .containsExactly(fault.replace("benchmark.rampDown.duration", "-Dllm.rampDown"));
    assertThat(load(described, "llm.maxDuration=9", "llm.rampDown=2").warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"model\": \"ajar\"|benchmark.load.model: \"ajar\" is not \"closed\" or \"open\"",
        "\"rate\": 0|benchmark.load.rate: 0 is not a number of requests per second above 0",
        "\"rate\": 2e6|benchmark.load.rate: 2000000.0 is more than 1000000, the largest value accepted",
        "\"rate\": 1, \"arrivals\": \"even\"|benchmark.load.arrivals: \"even\" is not \"constant\","
            + " \"poisson\", \"gamma\", \"uniform\", \"burst\" or \"replay\"",
        "\"stages\": []|benchmark.load.stages: an array is not a list of 1 to 1000 objects with a rate"
            + " (requests per second) and a duration (seconds)",
        "\"stages\": [{\"rate\": 1, \"duration\": 0}]|benchmark.load.stages: stage 1 needs as its rate"
            + " a number of requests per second above 0, up to 1000000, and as its duration a number"
            + " of seconds above 0",
        "\"stages\": [{\"rate\": 1}]|benchmark.load.stages: stage 1 is not an object with a rate and a"
            + " duration",
        "\"arrivals\": \"replay\", \"times\": [3, 2]|benchmark.load.times: time 2 is before the one it"
            + " follows; give ascending times",
        "\"arrivals\": \"replay\", \"times\": [-1]|benchmark.load.times: time 1: -1 is not a number of"
            + " seconds, 0 or more",
        "\"arrivals\": \"gamma\", \"rate\": 1, \"shape\": 1e-3|benchmark.load: shape is 0.001;"
            + " accepted: from 0.01 to 1000000",
        "\"arrivals\": \"burst\", \"burstSize\": 9, \"burstInterval\": 1e-6|benchmark.load: rate is"
            + " 9000000.0; accepted: more than 0, at most 1000000 requests a second"
      })
  void aFaultNamesItsKeyItsValueAndWhatIsAccepted(String example) {
    int bar = example.indexOf('|');
    assertThat(faults(open(example.substring(0, bar))))
        .isEqualTo(List.of(example.substring(bar + 1)));
  }

  @Test
  void aFlagOfStagesThatIsNoneIsShownAsItWasTyped() {
    assertThat(faults(smallest(), "llm.loadModel=open", "llm.concurrency=none", "llm.stages=10,20"))
        .containsExactly(
            "-Dllm.stages=10,20 is not a list of 1 to 1000 objects with a rate (requests per second)"
                + " and a duration (seconds)");
  }

  @Test
  void aClosedLoadRisesInOneWay() {
    assertThat(faults(smallest(), "llm.spawnRate=5", "llm.rampUp=2"))
        .containsExactly(
            "-Dllm.spawnRate is not accepted with -Dllm.rampUp: both say how the load rises");
    assertThat(faults(smallest(), "llm.burst=true", "llm.rampUpRequests=2"))
        .containsExactly(
            "-Dllm.burst is not accepted with -Dllm.rampUpRequests: a burst has no ramp-up");
    assertThat(load(smallest(), "llm.burst=true", "llm.rampUp=0").config().benchmark().closed())
        .isEqualTo(new ClosedModel(2, 0, 0, OptionalDouble.empty(), true));
  }

  @Test
  void rampsByRequestsFitIntoTheRequestsThereAre() {
    assertThat(
            faults(
                smallest(), "llm.maxRequests=none", "llm.maxDuration=9", "llm.rampDownRequests=2"))
        .containsExactly(
            "-Dllm.rampDownRequests is accepted only with benchmark.maxRequests: which requests are"
                + " the last is not known without");
    assertThat(
            faults(
                smallest(), "llm.maxRequests=9", "llm.rampUpRequests=5", "llm.rampDownRequests=5"))
        .containsExactly(
            "-Dllm.rampUpRequests: the ramps take 10 requests, more than -Dllm.maxRequests (9)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spawnRate=5", "burst=true", "rampUpRequests=5"})
  void anOpenLoadKeepsNoStreamsOpen(String flag) {
    assertThat(faults(open("\"rate\": 1", ", \"maxRequests\": 9"), "llm." + flag))
        .containsExactly(
            "-Dllm."
                + flag.substring(0, flag.indexOf('='))
                + " is not accepted where benchmark.load.model is \"open\": requests start at their"
                + " rate, however many are in flight");
  }

  @Test
  void aClosedLoadTakesTheFormThatItsKeysDescribe() {
    ClosedLoad load = closed("llm.maxRequests=100", "llm.spawnRate=4", "llm.rampDownRequests=20");

    assertThat(load.rampUp()).isEqualTo(ofMillis(500));
    assertThat(load.requestRamps()).isEqualTo(new RequestRamps(0, 20));
    assertThat(closed("llm.maxRequests=100", "llm.rampUpRequests=50").requestRamps())
        .isEqualTo(new RequestRamps(50, 0));
  }

  private static ClosedLoad closed(String... flags) {
    Benchmark benchmark = load(smallest(), flags).config().benchmark();
    return benchmark.closed().shaped(benchmark);
  }
}
