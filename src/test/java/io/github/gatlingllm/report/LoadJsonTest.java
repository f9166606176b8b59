package io.github.gatlingllm.report;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loads in the files of a run. */
class LoadJsonTest {

  static Stream<OpenLoad> openLoads() {
    return Stream.of(
            OpenLoad.constantRate(0.1),
            OpenLoad.poisson(20),
            OpenLoad.gamma(20, 0.3),
            OpenLoad.uniform(20, 0.7),
            OpenLoad.bursts(5, ofMillis(333)))
        .flatMap(
            load ->
                Stream.of(
                    load.maxRequests(50).seed(-4),
                    load.rampUp(ofMillis(1500))
                        .steady(ofSeconds(3))
                        .stage(7.25, ofSeconds(2))
                        .rampDown(ofSeconds(1))
                        .maxDuration(ofSeconds(7))
                        .seed(9)));
  }

  private static ObjectNode written(LoadProfile load) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    LoadJson.write(load, json);
    return json;
  }

  private static String described(LoadProfile load) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    LoadJson.describe(load, json);
    return json.toString();
  }

  private static List<Long> times(OpenLoad load) {
    List<Long> times = new ArrayList<>();
    load.arrivals().forEachRemaining((Long nanos) -> times.add(nanos));
    return times;
  }

  @ParameterizedTest
  @MethodSource("openLoads")
  void anOpenLoadThatIsReadWantsTheSameRequests(OpenLoad load) {
    OpenLoad read = (OpenLoad) LoadJson.read(written(load));
    assertThat(times(read)).isEqualTo(times(load));
    assertThat(described(read)).isEqualTo(described(load));
    assertThat(read.end()).isEqualTo(load.end());
  }

  @Test
  void aReplayKeepsItsTimes() {
    OpenLoad read = (OpenLoad) LoadJson.read(written(OpenLoad.replay(1, 5, 5, 1_000_000_001)));
    assertThat(times(read)).containsExactly(1L, 5L, 5L, 1_000_000_001L);
    assertThat(described(read))
        .isEqualTo(
            "{\"model\":\"open\",\"arrivals\":\"replay\",\"seed\":0,\"times\":4,\"rampUpSeconds\":0,"
                + "\"steadySeconds\":1.001,\"rampDownSeconds\":0,\"durationSeconds\":1.001}");
  }

  @Test
  void whatPeopleReadNamesProcessRatesAndSeed() {
    OpenLoad load = OpenLoad.gamma(3.5, 0.5).steady(ofSeconds(60)).stage(7, ofSeconds(30)).seed(42);
    assertThat(described(load))
        .isEqualTo(
            "{\"model\":\"open\",\"arrivals\":\"gamma\",\"seed\":42,\"shape\":0.5,\"rate\":3.5,"
                + "\"stages\":[{\"rate\":3.5,\"durationSeconds\":60},{\"rate\":7,"
                + "\"durationSeconds\":30}],\"rampUpSeconds\":0,\"steadySeconds\":90,"
                + "\"rampDownSeconds\":0,\"durationSeconds\":90}");
  }

  @Test
  void arrivalsThatAreNotKnownAreRefused() {
    ObjectNode json = written(OpenLoad.poisson(1).maxRequests(1));
    json.put("arrivals", "tides");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoadJson.read(json))
        .withMessage("arrivals \"tides\" are not known");
  }
}
