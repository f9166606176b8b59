package io.github.gatlingllm.report;

import static io.github.gatlingllm.report.Runs.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.RunStatistics;
import io.github.gatlingllm.stream.StreamOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleSummaryTest {

  private static final GatlingFigures AGREED =
      GatlingFigures.of(
          List.of(Runs.row(List.of(), "chat", 2, 2)),
          Map.of("chat", new GatlingFigures.Counts(2, 2)));

  @Test
  void showsPhasesLatenciesTokensErrorsAndFiles() {
    String text = new ConsoleSummary(Runs.exampleSummary(AGREED)).render();

    assertFits(text);
    assertThat(text)
        .contains(
            "Gatling LLM  run 2026-01-01T00-00-00  simulations.ChatSimulation",
            "api openai  baseUrl http://localhost:8000/v1  model llama-3-8b  streaming true",
            "Phase      window s  started  ok  failed  ok req/s  tok/s out",
            "steady          1.0        3   1       2      1.00      40.00",
            "drain           0.8        0   0       0      0.00       0.00",
            "TTFT                   90.00   90.00*   90.00*   90.00*   90.00*   90.00",
            "* fewer than 10 samples beyond it",
            "E2E                   800.00  800.00",
            "Tokens: input 64.0 mean, output 40.0 mean, 13.33 per event, counted from usage",
            "  http_429                   1  HTTP 429: {\"error\":{\"message\":\"rate limited\"}}",
            "Gatling's counts agree with those recorded.",
            "results/2026-01-01T00-00-00/summary.json",
            "Gatling's report: target/gatling/chat/index.html",
            "Client (WHOLE RUN): its health was not seen\n",
            "\nVerdict: SUSPECT\n  - the client's health was not seen: nothing tells",
            "  - note: p99 of 2 requests is their maximum")
        .doesNotContain("TTFNT");
  }

  @Test
  void showsAllPhasesAndSaysSoWhereSteadyHasNothingToShow() {
    RequestRecord request =
        Runs.request(Phase.RAMP_UP, OK, 0, 100, new Usage(5, 2, -1, -1), 10, 20);
    String text = render(List.of(request));

    assertFits(text);
    assertThat(text).contains("Latency (ALL PHASES, ms)", "there was no steady phase");
  }

  @Test
  void aRunWithoutRequestsStillHasASummary() {
    String text =
        new ConsoleSummary(
                Runs.summary(
                    new RunStatistics(), Runs.facts(0, 0, Map.of()), GatlingFigures.missing("x")))
            .render();

    assertFits(text);
    assertThat(text).contains("no request was made", "statistics are missing: x");
  }

  @Test
  void textFromOutsideCannotForgeLinesNorMoveTheCursor() {
    String hostile = "\u001b[2J\r\nE2E 0.01\u202eevil\u0085\u007f" + "x".repeat(100_000);
    String text =
        render(
            List.of(
                Runs.request(
                    Phase.STEADY, new StreamOutcome.StreamError("", hostile), 0, 100, Usage.NONE)));

    assertFits(text);
    assertThat(text.lines()).noneMatch(line -> line.startsWith("E2E 0.01"));
    assertThat(text).contains("E2E 0.01?evil", "xxx...");
    assertThat(text.length()).isLessThan(5000);
  }

  @Test
  void manyKindsOfErrorsAreCutToTheMostFrequent() {
    List<RequestRecord> requests = new ArrayList<>();
    for (int status = 400; status < 430; status++) {
      StreamOutcome error = new StreamOutcome.HttpError(status, "", "HTTP " + status);
      requests.add(Runs.request(Phase.STEADY, error, 0, 100, Usage.NONE));
      if (status == 429) {
        requests.add(requests.get(requests.size() - 1));
      }
    }
    String text = render(requests);

    assertFits(text);
    assertThat(text).contains("Errors\n  http_429                   2  HTTP 429\n");
    assertThat(text).contains("and 10 more in summary.json");
  }

  @Test
  void aLongPathIsBrokenIntoLinesNotCut() {
    assertThat(ConsoleText.wrapped("a".repeat(250), 98)).hasSize(3).allMatch(s -> s.length() <= 98);
    assertThat(ConsoleText.wrapped("one two three", 8)).containsExactly("one two", "three");
  }

  private static String render(List<RequestRecord> requests) {
    return new ConsoleSummary(
            Runs.summary(Runs.statistics(requests), Runs.facts(0, 100, Map.of()), AGREED))
        .render();
  }

  private static void assertFits(String text) {
    assertThat(text.lines()).allMatch(line -> line.length() <= ConsoleSummary.WIDTH);
    assertThat(text.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
  }
}
