package io.github.gatlingllm.objective;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.record.PhaseStatistics;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.Requests;
import io.github.gatlingllm.record.RunStatistics;
import io.github.gatlingllm.stream.StreamOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Objectives by name, and what becomes of them. */
class ObjectivesTest {

  private static final StreamOutcome OK = new StreamOutcome.Ok();
  private static final StreamOutcome BUSY = new StreamOutcome.HttpError(503, "", "busy");
  private static final Optional<Duration> WINDOW = Optional.of(ofSeconds(10));

  static final RequestLimits TTFT_500 = RequestLimits.NONE.with(LimitedMetric.TTFT, ofMillis(500));

  private static PhaseStatistics steady(List<RequestRecord> requests) {
    RunStatistics statistics = new RunStatistics(TTFT_500);
    requests.forEach(statistics::add);
    return statistics.phase(Phase.STEADY);
  }

  /** So many requests, of which some have a TTFT of 600 ms and the others one of 400 ms. */
  private static List<RequestRecord> requests(int count, int slow) {
    List<RequestRecord> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      requests.add(Requests.lasting(OK, 1000, i < slow ? 600 : 400, 900));
    }
    return requests;
  }

  private static ObjectiveResult judge(String name, double limit, List<RequestRecord> requests) {
    Objective objective = ObjectiveNames.of(name, limit);
    return new Objectives(TTFT_500, List.of(objective)).judge(steady(requests), WINDOW).get(0);
  }

  static List<String> names() {
    return List.copyOf(ObjectiveNames.all());
  }

  @ParameterizedTest
  @MethodSource("names")
  void anObjectiveIsItsNameAndItsLimit(String name) {
    Objective objective = ObjectiveNames.of(name, 0.25);

    assertThat(objective.name()).isEqualTo(name);
    assertThat(objective.limit()).isEqualTo(0.25);
    assertThat(ObjectiveNames.of(objective.name(), objective.limit())).isEqualTo(objective);
  }

  @ParameterizedTest
  @CsvSource({
    "ttft.p95, 0",
    "tpot.mean, -1",
    "errorRate, 1",
    "errorRate, -0.1",
    "goodput, 0",
    "goodput, 1.01",
    "okPerSecond, 0",
    "outputTokensPerSecond, Infinity",
    "ttft.p97, 500",
    "ttft, 500",
    "connect.p95, 5",
  })
  void whatMeansNothingIsRefused(String name, double limit) {
    assertThatThrownBy(() -> ObjectiveNames.of(name, limit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("accepted: ");
  }

  @Test
  void oneOfEachNameAndGoodputOnlyWithLimits() {
    Objective one = ObjectiveNames.of("ttft.p95", 500);
    Objective other = ObjectiveNames.of("ttft.p95", 600);
    assertThatThrownBy(() -> new Objectives(RequestLimits.NONE, List.of(one, other)))
        .hasMessageContaining("two objectives ttft.p95");
    Objective goodput = ObjectiveNames.of("goodput", 0.9);
    assertThatThrownBy(() -> new Objectives(RequestLimits.NONE, List.of(goodput)))
        .hasMessageContaining("needs limits");
    assertThat(Objectives.NONE.isEmpty()).isTrue();
    assertThat(Objectives.NONE.judge(steady(List.of()), WINDOW)).isEmpty();
  }

  /** Of 100 requests p95 is the 95th: five may be above the limit. */
  @ParameterizedTest
  @CsvSource({
    "ttft.p95, 500, 5, true",
    "ttft.p95, 500, 6, false",
    "ttft.p50, 400, 50, true",
    "ttft.p50, 400, 51, false",
    "ttft.mean, 410, 5, true",
    "ttft.mean, 409.9, 5, false",
    "ttft.p95, 399, 0, false",
    "ttft.p99, 600, 100, true",
    "ttft.p99, 599, 100, false",
    "e2e.p99, 1000, 0, true",
    "itl.p50, 500, 0, true",
    "goodput, 0.95, 5, true",
    "goodput, 0.95, 6, false",
    "okPerSecond, 10, 0, true",
    "okPerSecond, 10.01, 0, false",
    "outputTokensPerSecond, 10, 0, true",
    "outputTokensPerSecond, 10.01, 0, false",
  })
  void aFigureAtItsLimitMeetsIt(String name, double limit, int slow, boolean met) {
    assertThat(judge(name, limit, requests(100, slow)).met()).isEqualTo(met);
  }

  @Test
  void failuresCountForSharesAndNotForLatencies() {
    List<RequestRecord> requests = requests(98, 0);
    requests.add(Requests.lasting(BUSY, 9000));
    requests.add(Requests.lasting(BUSY, 9000));

    assertThat(judge("errorRate", 0.02, requests).met()).isTrue();
    assertThat(judge("errorRate", 0.019, requests).met()).isFalse();
    assertThat(judge("goodput", 0.98, requests).met()).isTrue();
    assertThat(judge("goodput", 0.981, requests).met()).isFalse();
    assertThat(judge("e2e.p99.99", 1000, requests).met()).isTrue();
  }

  @Test
  void aFailedCheckIsNotGoodAndNoError() {
    List<RequestRecord> requests = requests(9, 0);
    requests.add(Requests.turnedDown(Requests.lasting(OK, 1000, 400, 900)));

    assertThat(judge("errorRate", 0, requests).met()).isTrue();
    assertThat(judge("goodput", 0.9, requests).measured()).isEqualTo(OptionalDouble.of(0.9));
  }

  @ParameterizedTest
  @MethodSource("names")
  void withoutASampleNothingIsMet(String name) {
    ObjectiveResult result = judge(name, 0.25, List.of());

    assertThat(result.met()).isFalse();
    assertThat(result.measured()).isEmpty();
    assertThat(result.enoughSamples()).isFalse();
    assertThat(result.sentence()).contains(" has no samples, limit ");
  }

  @Test
  void withoutAWindowThereIsNoRate() {
    Objective rate = ObjectiveNames.of("okPerSecond", 1);

    assertThat(rate.judge(steady(requests(10, 0)), Optional.empty()).met()).isFalse();
    assertThat(rate.judge(steady(requests(10, 0)), Optional.of(Duration.ZERO)).met()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "ttft.p95, 500, 199, false",
    "ttft.p95, 500, 200, true",
    "ttft.mean, 500, 9, false",
    "ttft.mean, 500, 10, true",
    "goodput, 0.95, 199, false",
    "goodput, 0.95, 200, true",
    "errorRate, 0, 9, false",
    "errorRate, 0, 10, true",
    "errorRate, 0.05, 199, false",
    "okPerSecond, 1, 10, true",
  })
  void fewSamplesAreSaid(String name, double limit, int count, boolean enough) {
    ObjectiveResult result = judge(name, limit, requests(count, 0));

    assertThat(result.met()).isTrue();
    assertThat(result.enoughSamples()).isEqualTo(enough);
    assertThat(result.sentence().endsWith(" (few samples)")).isEqualTo(!enough);
  }

  @Test
  void theSentenceHasFigureAndLimit() {
    assertThat(judge("ttft.p95", 500, requests(200, 200)).sentence())
        .isEqualTo("TTFT p95 600 ms, limit 500 ms");
    assertThat(judge("goodput", 0.95, requests(200, 30)).sentence())
        .isEqualTo("goodput 85 %, limit 95 %");
    assertThat(judge("okPerSecond", 50, requests(200, 30)).sentence())
        .isEqualTo("successful requests 20 requests/s, limit 50 requests/s");
  }
}
