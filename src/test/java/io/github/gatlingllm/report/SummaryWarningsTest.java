package io.github.gatlingllm.report;

import static io.github.gatlingllm.report.Runs.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.record.RequestRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryWarningsTest {

  private static final Usage STATED = new Usage(5, 2, -1, -1);
  private static final Map<Phase, LoadGate.Window> STEADY =
      Map.of(Phase.STEADY, Runs.window(0, 100));

  private static List<String> warnings(
      List<RequestRecord> requests, Map<Phase, LoadGate.Window> windows) {
    return Runs.summary(
            Runs.statistics(requests), Runs.facts(0, 100, windows), GatlingFigures.missing("none"))
        .warnings();
  }

  private static List<RequestRecord> times(int count, RequestRecord request) {
    return Collections.nCopies(count, request);
  }

  @Test
  void aCleanRunHasNone() {
    RequestRecord request = Runs.request(Phase.STEADY, OK, 0, 100, STATED, 10, 20);

    assertThat(warnings(times(1000, request), STEADY)).isEmpty();
  }

  @Test
  void tellsWhatWasWrittenTwice() {
    RequestRecord once = Runs.request(Phase.STEADY, OK, 0, 100, STATED, 10, 20);
    List<RequestRecord> requests = new ArrayList<>(times(999, once));
    requests.add(sentTwice(once));

    assertThat(warnings(requests, STEADY))
        .contains(
            "1 requests were written twice, since the pooled connection they went to was closed by"
                + " the server: their latencies hold both");
  }

  private static RequestRecord sentTwice(RequestRecord request) {
    return new RequestRecord(
        request.requestId(),
        request.name(),
        request.phase(),
        request.level(),
        request.outcome(),
        request.metrics(),
        request.tokensByPhase(),
        request.prompt(),
        request.finishReason(),
        request.answer(),
        request.answerTruncated(),
        2,
        null);
  }

  @Test
  void namesThePercentilesWithoutATail() {
    RequestRecord request = Runs.request(Phase.STEADY, OK, 0, 100, STATED, 10, 20);

    assertThat(warnings(times(999, request), STEADY))
        .containsExactly(
            "few requests of the steady phase succeeded (999): fewer than 10 lie beyond p99");
    assertThat(warnings(times(199, request), STEADY))
        .containsExactly(
            "few requests of the steady phase succeeded (199): fewer than 10 lie beyond p95 and"
                + " p99");
  }

  @Test
  void tellsThatThereWasNoSteadyPhase() {
    RequestRecord request = Runs.request(Phase.RAMP_UP, OK, 0, 100, STATED, 10, 20);

    assertThat(warnings(List.of(request), Map.of(Phase.RAMP_UP, Runs.window(0, 100))))
        .containsExactly(
            "there was no steady phase: no headline figures, only those of other phases");
  }

  @Test
  void tellsThatNothingOfTheSteadyPhaseSucceeded() {
    assertThat(
            warnings(
                List.of(Runs.request(Phase.RAMP_UP, OK, 0, 100, STATED, 10, 20)),
                Map.of(Phase.STEADY, Runs.window(50, 100))))
        .containsExactly("no request of the steady phase succeeded");
  }

  @Test
  void tellsTheShareOfTokensThatAreCountedFromEvents() {
    RequestRecord counted = Runs.request(Phase.STEADY, OK, 0, 100, Usage.NONE, 10, 20);

    assertThat(warnings(times(2000, counted), STEADY))
        .singleElement()
        .asString()
        .startsWith("output tokens of 2000 of 2000 successful requests (100.0 %) are counted");
  }

  @Test
  void tellsThatAnswersWereNotStreamed() {
    assertThat(warnings(times(1000, Runs.unstreamed(Phase.STEADY, 0, 100, STATED)), STEADY))
        .containsExactly(
            "1000 of 1000 successful answers were not streamed: they have no token timing");
  }

  @Test
  void passesOnWhatWentWrongWithFiles() {
    RequestRecord request = Runs.request(Phase.STEADY, OK, 0, 100, STATED, 10, 20);
    RunFacts facts = Runs.facts(0, 100, STEADY, List.of("RunLog is incomplete: disk full"), 3);

    assertThat(
            Runs.summary(
                    Runs.statistics(times(1000, request)), facts, GatlingFigures.missing("none"))
                .warnings())
        .containsExactly(
            "3 requests are counted but not in the run log, since writing it was too slow",
            "RunLog is incomplete: disk full");
  }
}
