package io.github.gatlingllm.report;

import static io.github.gatlingllm.report.Runs.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.record.PhaseStatistics;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.report.HealthFigures.Concurrency;
import io.github.gatlingllm.report.HealthFigures.Cpu;
import io.github.gatlingllm.report.HealthFigures.Files;
import io.github.gatlingllm.report.HealthFigures.Gc;
import io.github.gatlingllm.report.HealthFigures.Lag;
import io.github.gatlingllm.report.HealthFigures.Load;
import io.github.gatlingllm.report.HealthFigures.Memory;
import io.github.gatlingllm.report.Verdict.Result;
import io.github.gatlingllm.stream.StreamOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Each rule, on both sides of its thresholds. */
class VerdictRulesTest {

  private static final Usage STATED = new Usage(5, 3, -1, -1);

  /** TTFT 200 ms, then a token every 10 ms: TPOT p50 10 ms. */
  private static final RequestRecord REQUEST =
      Runs.request(Phase.STEADY, OK, 0, 230, STATED, 200, 210, 220);

  /** A client in the best of health, one part of which a test replaces. */
  private static final class Client {
    private Optional<Lag> lag = Optional.of(new Lag(0.1, 0.1, 0.2, 0.3, 1));
    private Cpu cpu = new Cpu(4, Optional.of(1.0), Optional.of(0.3), Optional.of(0.0));
    private Gc gc = new Gc(3, 20, 8, 0.0003);
    private Optional<Files> files = Optional.of(new Files(50, 1000));
    private Optional<Concurrency> concurrency = Optional.of(new Concurrency(10, 10));
    private double logBacklog;
    private long notSent;
    private long notLogged;
    private VerdictSettings settings = VerdictSettings.DEFAULT;
    private List<RequestRecord> requests = Collections.nCopies(100, REQUEST);

    Client lagP99(double ms) {
      lag = Optional.of(new Lag(0.1, 0.2, ms, ms, ms));
      return this;
    }

    Client cpu(double cores, double machine, double steal) {
      cpu = new Cpu(4, Optional.of(cores), Optional.of(machine), Optional.of(steal));
      return this;
    }

    Client gc(double maxMs, double timeShare) {
      gc = new Gc(3, maxMs, maxMs, timeShare);
      return this;
    }

    Client openFiles(long open) {
      files = Optional.of(new Files(open, 1000));
      return this;
    }

    Client inFlight(double achieved) {
      concurrency = Optional.of(new Concurrency(10, achieved));
      return this;
    }

    Client notSent(long count) {
      notSent = count;
      return this;
    }

    Client notLogged(long count) {
      notLogged = count;
      return this;
    }

    Client logBacklog(double share) {
      logBacklog = share;
      return this;
    }

    Client requests(List<RequestRecord> some) {
      requests = some;
      return this;
    }

    Client settings(VerdictSettings other) {
      settings = other;
      return this;
    }

    Verdict verdict() {
      PhaseStatistics statistics = Runs.statistics(requests).pooled();
      PhaseFigures figures = PhaseFigures.of(statistics, Optional.empty());
      HealthFigures health =
          new HealthFigures(
              true,
              60,
              2,
              lag,
              cpu,
              gc,
              Optional.empty(),
              new Memory(1, Optional.empty(), Optional.empty()),
              files,
              Optional.empty(),
              new Load(10, 10, concurrency),
              logBacklog);
      RunFacts facts = Runs.facts(0, 230, Map.of(), List.of(), notSent, notLogged);
      return new VerdictRules(health, figures, figures, facts, settings).verdict();
    }
  }

  private static Client client() {
    return new Client();
  }

  private static void assertValid(Client client) {
    Verdict verdict = client.verdict();
    assertThat(verdict.reasons()).isEmpty();
    assertThat(verdict.result()).isEqualTo(Result.VALID);
  }

  private static VerdictReason reason(Client client, Result result, String rule) {
    Verdict verdict = client.verdict();
    assertThat(verdict.result()).isEqualTo(result);
    VerdictReason reason = verdict.reasons().get(0);
    assertThat(reason.rule()).isEqualTo(rule);
    assertThat(reason.severity().name()).isEqualTo(result.name());
    return reason;
  }

  @Test
  void loopLagIsJudgedByTheTimeBetweenTokens() {
    assertValid(client().lagP99(0.99));
    VerdictReason reason = reason(client().lagP99(1.1), Result.SUSPECT, "lagShare");
    assertThat(reason.sentence())
        .isEqualTo(
            "loop lag p99 1.10 ms is 11 % of TPOT p50 10.0 ms (limit 10 %): one stamp in 100 is"
                + " late by that much or more: ITL and ICL are inflated above p95; use more"
                + " processors, run less beside the client, or lower the load");
    assertThat(reason.value()).isBetween(0.109, 0.111);
    assertThat(reason.threshold()).isEqualTo(OptionalDouble.of(0.1));
    reason(client().lagP99(4.9), Result.SUSPECT, "lagShare");
    assertThat(reason(client().lagP99(5.1), Result.INVALID, "lagShare").threshold())
        .isEqualTo(OptionalDouble.of(0.5));
  }

  @Test
  void aLagThatMattersToTtftTooIsTwoReasons() {
    Verdict verdict = client().lagP99(21).verdict();

    assertThat(verdict.result()).isEqualTo(Result.INVALID);
    assertThat(verdict.reasons())
        .extracting(VerdictReason::figure)
        .containsExactly(
            "loop lag p99 21.0 ms is 210 % of TPOT p50 10.0 ms (limit 50 %)",
            "loop lag p99 21.0 ms is 10.5 % of TTFT p50 200.0 ms (limit 10 %)");
  }

  @Test
  void anAnswerThatIsNotStreamedIsJudgedByItsWhole() {
    List<RequestRecord> requests =
        Collections.nCopies(100, Runs.unstreamed(Phase.STEADY, 0, 100, STATED));

    assertValid(client().requests(requests).lagP99(9.9));
    assertThat(reason(client().requests(requests).lagP99(11), Result.SUSPECT, "lagShare").figure())
        .contains("E2E p50 100.0 ms");
  }

  @Test
  void aClientThatNobodySawCannotBeTrusted() {
    Client client = client();
    client.lag = Optional.empty();

    reason(client, Result.SUSPECT, "unobserved");
  }

  @Test
  void timeInGarbageCollections() {
    assertValid(client().gc(10, 0.01));
    assertThat(reason(client().gc(10, 0.02), Result.SUSPECT, "gcTimeShare").effect())
        .isEqualTo("all latencies contain them from p98 up");
    reason(client().gc(10, 0.051), Result.INVALID, "gcTimeShare");
  }

  @Test
  void theLongestGarbageCollection() {
    assertValid(client().gc(199, 0.001));
    reason(client().gc(201, 0.001), Result.SUSPECT, "longestGc");
    reason(client().gc(1001, 0.001), Result.INVALID, "longestGc");
  }

  @Test
  void processorsOfTheClient() {
    assertValid(client().cpu(3.6, 0.3, 0));
    reason(client().cpu(3.61, 0.3, 0), Result.SUSPECT, "processCpu");
    reason(client().cpu(3.93, 0.3, 0), Result.INVALID, "processCpu");
  }

  @Test
  void processorsOfTheMachineMakeNoRunInvalid() {
    assertValid(client().cpu(1, 0.95, 0));
    reason(client().cpu(1, 0.96, 0), Result.SUSPECT, "machineCpu");
    reason(client().cpu(1, 1, 0), Result.SUSPECT, "machineCpu");
  }

  @Test
  void steal() {
    assertValid(client().cpu(1, 0.3, 0.05));
    reason(client().cpu(1, 0.3, 0.06), Result.SUSPECT, "steal");
    reason(client().cpu(1, 0.3, 0.21), Result.INVALID, "steal");
  }

  @Test
  void openFiles() {
    assertValid(client().openFiles(900));
    reason(client().openFiles(901), Result.SUSPECT, "openFiles");
    reason(client().openFiles(991), Result.INVALID, "openFiles");
  }

  @Test
  void missingConcurrency() {
    assertValid(client().inFlight(10.2));
    assertValid(client().inFlight(9.91));
    reason(client().inFlight(9.89), Result.SUSPECT, "concurrencyShortfall");
    reason(client().inFlight(8.9), Result.INVALID, "concurrencyShortfall");
  }

  /** A hundred requests that were to start one a second, each later than the one before. */
  private static List<RequestRecord> fallingBehind(double lateMsPerSecond) {
    List<RequestRecord> requests = new ArrayList<>();
    for (int i = 0; i <= 100; i++) {
      double late = i * lateMsPerSecond + 0.1;
      double start = i * 1000 + late;
      requests.add(
          Runs.late(
              Runs.request(
                  Phase.STEADY, new StreamOutcome.Ok(), start, start + 900, STATED, 200, 800),
              late));
    }
    return requests;
  }

  @Test
  void aRateThatWasNotReached() {
    VerdictSettings settings =
        VerdictSettings.DEFAULT.with(VerdictRule.SEND_LAG_SHARE, new VerdictRule.Limits(1e6, 1e6));
    assertValid(client().requests(fallingBehind(9)).settings(settings));
    assertThat(
            reason(
                    client().requests(fallingBehind(20)).settings(settings),
                    Result.SUSPECT,
                    "rateShortfall")
                .figure())
        .isEqualTo("0.98 requests a second started of 1.00 scheduled (limit 1 %)");
    reason(
        client().requests(fallingBehind(120)).settings(settings), Result.INVALID, "rateShortfall");
  }

  @Test
  void requestsThatWereNotSent() {
    reason(client().notSent(1), Result.SUSPECT, "notSent");
    reason(client().notSent(2), Result.INVALID, "notSent");
  }

  @Test
  void requestsThatWereNotLoggedMakeNoRunInvalid() {
    reason(client().notLogged(1), Result.SUSPECT, "notLogged");
    reason(client().notLogged(100), Result.SUSPECT, "notLogged");
  }

  @Test
  void whatWaitsForTheLog() {
    assertValid(client().logBacklog(0.5));
    reason(client().logBacklog(0.51), Result.SUSPECT, "logBacklog");
    reason(client().logBacklog(1.01), Result.INVALID, "logBacklog");
  }

  @Test
  void requestsThatStartLate() {
    assertValid(client().requests(Collections.nCopies(100, Runs.late(REQUEST, 20))));
    reason(
        client().requests(Collections.nCopies(100, Runs.late(REQUEST, 21))),
        Result.SUSPECT,
        "sendLagShare");
    reason(
        client().requests(Collections.nCopies(100, Runs.late(REQUEST, 101))),
        Result.INVALID,
        "sendLagShare");
  }

  @Test
  void fewSamplesAreANoteAndLeaveTheVerdictAlone() {
    Verdict verdict = client().requests(Collections.nCopies(99, REQUEST)).verdict();

    assertThat(verdict.result()).isEqualTo(Result.VALID);
    assertThat(verdict.reasons())
        .singleElement()
        .extracting(VerdictReason::figure)
        .isEqualTo("p99 of 99 requests is their maximum");
  }

  @Test
  void aRunWithoutRequestsMeasuredNothing() {
    reason(client().requests(List.of()), Result.INVALID, "noRequests");
  }

  @Test
  void theGravestReasonComesFirstAndDecides() {
    Verdict verdict = client().cpu(3.7, 0.3, 0.21).openFiles(950).verdict();

    assertThat(verdict.result()).isEqualTo(Result.INVALID);
    assertThat(verdict.reasons())
        .extracting(VerdictReason::rule)
        .containsExactly("steal", "processCpu", "openFiles");
  }

  @Test
  void thresholdsCanBeChanged() {
    VerdictSettings lax =
        VerdictSettings.DEFAULT.with(VerdictRule.LAG_SHARE, new VerdictRule.Limits(0.6, 1));

    assertValid(client().lagP99(5.9).settings(lax));
    reason(client().lagP99(6.1).settings(lax), Result.SUSPECT, "lagShare");
    assertThatThrownBy(() -> new VerdictRule.Limits(0.5, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ascending");
  }

  @Test
  void aVerdictIsAtLeastAsBadAsItselfAndAllThatIsBetter() {
    Verdict suspect = client().lagP99(2).verdict();

    assertThat(suspect.isAtLeast(Result.VALID)).isTrue();
    assertThat(suspect.isAtLeast(Result.SUSPECT)).isTrue();
    assertThat(suspect.isAtLeast(Result.INVALID)).isFalse();
  }
}
