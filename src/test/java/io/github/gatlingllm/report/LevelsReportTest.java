package io.github.gatlingllm.report;

import static io.github.gatlingllm.report.Runs.OK;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.Capacity;
import io.github.gatlingllm.load.LevelCourse.Cut;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.load.ProbeVerdict;
import io.github.gatlingllm.record.RequestRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is told of levels, of requests that are given. */
class LevelsReportTest {

  private static final int WIDTH = 100;

  private final List<RequestRecord> requests = new ArrayList<>();
  private final List<LevelFacts> levels = new ArrayList<>();

  private static LoadProfile streams(int count) {
    return LoadProfile.concurrency(count).maxRequests(10);
  }

  /** A level of a second, of so many answers of ten tokens that took so long. */
  private void level(LoadProfile load, int answers, double millis) {
    int number = levels.size();
    double start = number * 2000.0;
    for (int i = 0; i < answers; i++) {
      requests.add(
          Runs.ofLevel(
              Runs.request(
                  Phase.STEADY, OK, start, start + millis, new Usage(5, 10, -1, -1), start(millis)),
              number));
    }
    add(load, Map.of(Phase.STEADY, Runs.window(start, start + 1000)), Optional.empty());
  }

  private static double[] start(double millis) {
    return new double[] {millis / 2};
  }

  private void add(LoadProfile load, Map<Phase, LoadGate.Window> windows, Optional<Cut> cut) {
    levels.add(new LevelFacts(levels.size(), load, windows, cut));
  }

  private RunSummary summary(Optional<Capacity> capacity) {
    return Runs.summary(
        Runs.statistics(requests),
        Runs.levelled(Runs.facts(0, 9000, Map.of()), levels, capacity),
        GatlingFigures.missing("none"));
  }

  private RunSummary summary() {
    return summary(Optional.empty());
  }

  private Optional<Integer> knee() {
    return Knee.of(summary().levels()).map(LevelFigures::number);
  }

  @Test
  void theKneeIsTheLevelOfTheMostThroughputByLatency() {
    level(streams(1), 2, 100); // 20 tokens/s by 0.1 s: 200
    level(streams(4), 8, 110); // 80 by 0.11: 727
    level(streams(16), 10, 800); // 100 by 0.8: 125

    assertThat(knee()).contains(1);
    assertThat(Knee.highestThroughput(summary().levels()).map(LevelFigures::number)).contains(2);
    assertThat(summary().levels().get(0).power()).contains(200.0);
  }

  @Test
  void ofEqualLevelsTheLeastLoadIsTheKneeWhicheverCameFirst() {
    level(streams(8), 5, 100);
    level(streams(2), 5, 100);
    level(streams(4), 5, 100);

    assertThat(knee()).contains(1);
    assertThat(Knee.highestThroughput(summary().levels()).map(LevelFigures::number)).contains(1);
  }

  @Test
  void throughputThatRisesAtTheSameLatencyHasItsKneeAtTheEnd() {
    level(streams(1), 1, 100);
    level(streams(2), 2, 100);
    level(streams(3), 3, 100);

    assertThat(knee()).contains(2);
  }

  @Test
  void oneLevelHasNoKneeNorHaveLevelsWithoutFigures() {
    assertThat(Knee.of(List.of())).isEmpty();
    level(streams(1), 5, 100);
    assertThat(knee()).isEmpty();
    level(streams(2), 0, 0);
    assertThat(knee()).isEmpty();
    assertThat(summary().levels()).hasSize(1);
  }

  @Test
  void aWindowThatEndsBeforeItBeginsIsNone() {
    level(streams(1), 5, 100);
    levels.set(
        0,
        new LevelFacts(
            0, streams(1), Map.of(Phase.STEADY, Runs.window(1000, 0)), Optional.empty()));

    assertThat(summary().levels().get(0).tokensPerSecond()).isEmpty();
  }

  @Test
  void aReplayHasTimesAndNoRate() {
    level(OpenLoad.replay(0, 1000), 2, 100);

    assertThat(summary().levels().get(0).rate()).isEmpty();
    assertThat(summary().levels().get(0).name()).isEqualTo("replay");
  }

  @Test
  void theCsvHasARowForEachLevel() {
    level(streams(1), 2, 100);
    level(streams(4), 8, 110);
    add(
        streams(8),
        Map.of(Phase.STEADY, Runs.window(4000, 4500)),
        Optional.of(new Cut(Cut.Kind.ENDPOINT, "slow, \"very\" slow\nindeed")));
    requests.add(
        Runs.ofLevel(Runs.request(Phase.STEADY, OK, 4000, 4100, new Usage(5, 1, -1, -1), 4050), 2));

    String csv = new LevelsCsv(summary()).toString();

    assertThat(csv)
        .startsWith(
            "runId,level,concurrency,rate,cutBy,cutReason,objectivesMet,goodput,knee,power,")
        .contains(",0,1,,,,,,false,200,1,2,2,0,0,2,2,20,")
        .contains(",1,4,,,,,,true,727.273,1,8,8,0,0,8,8,80,")
        .contains(",2,8,,endpoint,\"slow, \"\"very\"\" slow\nindeed\",");
  }

  @Test
  void theTableStaysWithinTheConsole() {
    for (int i = 0; i < 70; i++) {
      level(streams(100_000), 100, 999);
    }
    String hostile = "\u001b[2J\r\nCAPACITY: 7 streams\u202e" + "x".repeat(10_000);
    RunSummary summary =
        summary(
            Optional.of(
                new Capacity(
                    Capacity.Answer.FOUND,
                    true,
                    OptionalDouble.of(99_999),
                    OptionalDouble.of(100_000),
                    0.9375,
                    List.of(
                        new Capacity.Probe(
                            0, 99_999, new ProbeVerdict(ProbeVerdict.Result.MET, hostile))))));

    assertThat(new LevelsText(summary).table())
        .hasSize(62)
        .endsWith("  and 10 more in summary.json")
        .allMatch(line -> line.length() <= WIDTH);
    String console = new ConsoleSummary(summary).render();
    assertThat(console.lines()).allMatch(line -> line.length() <= WIDTH);
    assertThat(console)
        .contains("CAPACITY: 99999 streams meets the objectives, 100000 streams does not")
        .doesNotContain("\u001b", "CAPACITY: 7");
  }

  private String said(Capacity.Answer answer, OptionalDouble met, OptionalDouble missed) {
    return new LevelsText(
            summary(Optional.of(new Capacity(answer, false, met, missed, 0.5, List.of()))))
        .sentences()
        .get(0);
  }

  @Test
  void everyAnswerIsASentence() {
    OptionalDouble met = OptionalDouble.of(2.5);
    OptionalDouble missed = OptionalDouble.of(3);
    OptionalDouble none = OptionalDouble.empty();
    String sure = " (0 probes, confidence 50 %)";

    assertThat(said(Capacity.Answer.FOUND, met, missed))
        .isEqualTo("CAPACITY: 2.5 requests/s meets the objectives, 3 requests/s does not" + sure);
    assertThat(said(Capacity.Answer.AT_LEAST, met, none))
        .isEqualTo("CAPACITY: at least 2.5 requests/s, the most that was to be probed" + sure);
    assertThat(said(Capacity.Answer.NONE, none, missed))
        .isEqualTo("CAPACITY: none, not even 3 requests/s meets the objectives" + sure);
    assertThat(said(Capacity.Answer.CLIENT_LIMITED, met, missed))
        .isEqualTo(
            "CAPACITY: at least 2.5 requests/s; this client cannot make 3 requests/s" + sure);
    assertThat(said(Capacity.Answer.CLIENT_LIMITED, none, missed))
        .isEqualTo("CAPACITY: not known; this client cannot make 3 requests/s" + sure);
    assertThat(said(Capacity.Answer.UNFINISHED, met, missed))
        .isEqualTo(
            "CAPACITY: not found before the end; up to 2.5 requests/s met the objectives" + sure);
    assertThat(said(Capacity.Answer.UNFINISHED, none, none))
        .isEqualTo("CAPACITY: not found before the end");
  }

  /** A run that was ended before its first request has ended. */
  @Test
  void aSearchWithoutRequestsIsToldOfToo() throws IOException {
    RunSummary summary =
        summary(
            Optional.of(
                new Capacity(
                    Capacity.Answer.UNFINISHED,
                    true,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    0,
                    List.of())));

    JsonNode json = new ObjectMapper().readTree(new SummaryJson(summary).toString());

    assertThat(json.at("/capacity/answer").asText()).isEqualTo("unfinished");
    assertThat(json.has("levels")).isFalse();
    assertThat(new ConsoleSummary(summary).render()).contains("CAPACITY: not found before the end");
  }
}
