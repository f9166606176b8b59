package io.github.gatlingllm.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.Requests;
import io.github.gatlingllm.record.RunLog;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs held against each other by their summaries. */
class ComparisonTest {

  private static final String SUMMARY =
      """
      {
        "totalRequests": 5000,
        "run": { "id": "x", "ended": "completed", "versions": { "java": "17" }, "host": { "processors": 4 } },
        "endpoint": { "model": "llama-3-8b" },
        "load": { "concurrency": 10 },
        "verdict": { "result": "VALID" },
        "steady": {
          "window": { "startTime": 1000000, "endTime": 1060000, "durationSeconds": 60 },
          "requests": { "started": 4000, "failed": 40, "errorRate": 0.01 },
          "rates": { "okPerSecond": 66 },
          "goodput": { "good": 3600, "share": 0.9, "perSecond": 60 },
          "throughput": { "outputTokensPerSecond": 1000 },
          "latency": {
            "ttft": { "count": 3960, "mean": 110, "stddev": 20, "p50": 100, "p90": 140, "p95": 150, "p99": 200,
                      "lowSampleTail": ["p99.9"],
                      "confidence95": { "p50": [99, 101], "p90": [138, 142], "p95": [147, 154], "p99": [190, 230] } },
            "itl": { "count": 99999, "mean": 10, "stddev": 2, "p50": 10, "p90": 12, "p95": 13, "p99": 20,
                     "lowSampleTail": [], "confidence95": { "p50": [9.9, 10.1], "p95": [12.9, 13.1], "p99": [19, 21] } },
            "e2e": { "count": 500, "mean": 900, "stddev": 90, "p50": 900, "p90": 950, "p95": 990, "p99": 1200,
                     "lowSampleTail": ["p99"], "confidence95": { "p50": [890, 910], "p95": [980, 1000], "p99": [1100, 1300] } }
          }
        }
      }
      """;

  @TempDir private Path parent;

  private Path run(String name, String summary) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(name));
    Files.writeString(folder.resolve("summary.json"), summary);
    return folder;
  }

  /** The same run, with a TTFT p95 of another size. */
  private Path slower(String name, int p95) throws IOException {
    return run(
        name,
        SUMMARY
            .replace("\"p95\": 150", "\"p95\": " + p95)
            .replace("[147, 154]", "[" + (p95 - 3) + ", " + (p95 + 4) + "]"));
  }

  private static JsonNode json(Comparison comparison) throws IOException {
    return new ObjectMapper().readTree(new ComparisonJson(comparison).render());
  }

  private Comparison compared(int p95, String thresholds, boolean onlyBeyondChance)
      throws IOException {
    return Comparison.of(
        List.of(run("before", SUMMARY), slower("after", p95)),
        Threshold.listed(thresholds),
        onlyBeyondChance);
  }

  @Test
  void differencesAreToldWithWhetherChanceExplainsThem() throws IOException {
    JsonNode figures = json(compared(180, "ttft.p95>+50%", false)).path("figures");

    JsonNode ttft = figures.at("/ttft.p95/changes/0");
    assertThat(ttft.path("absolute").asDouble()).isEqualTo(30);
    assertThat(ttft.path("percent").asDouble()).isEqualTo(20);
    assertThat(ttft.path("confidence95").get(0).asDouble()).isEqualTo(30 - Math.hypot(3, 4));
    assertThat(ttft.path("confidence95").get(1).asDouble()).isEqualTo(30 + Math.hypot(4, 3));
    assertThat(ttft.path("chance").asText()).isEqualTo("beyond");
    assertThat(figures.at("/ttft.p50/changes/0/chance").asText()).isEqualTo("within");
    assertThat(figures.at("/errorRate/changes/0/chance").asText()).isEqualTo("within");
    assertThat(figures.at("/goodput/values/0").asDouble()).isEqualTo(0.9);
    assertThat(figures.at("/itl.p95/changes/0/doubt").asText()).contains("not independent");
    assertThat(figures.at("/e2e.p99/changes/0/doubt").asText()).isEqualTo("too few samples");
    assertThat(figures.at("/okPerSecond/changes/0/doubt").asText()).contains("log");
    assertThat(figures.has("tpot.p50")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "180, ttft.p95>+10%, 1",
    "180, ttft.p95>+20%, 0",
    "180, ttft.p95>+29, 1",
    "180, ttft.p95 > 30, 0",
    "120, ttft.p95<-19%, 1",
    "120, ttft.p95>+10%, 0",
    "180, errorRate>+0, 0",
    "180, tpot.p50>+10%, 1"
  })
  void aThresholdThatIsCrossedIsTold(int p95, String threshold, int crossed) throws IOException {
    Comparison comparison = compared(p95, threshold, false);

    assertThat(comparison.crossings()).hasSize(crossed);
    assertThat(comparison.exitStatus()).isEqualTo(crossed == 0 ? 0 : 7);
    assertThat(new ComparisonText(comparison).render().contains("THRESHOLDS CROSSED"))
        .isEqualTo(crossed > 0);
    assertThat(json(comparison).path("crossed")).hasSize(crossed);
  }

  @Test
  void aDifferenceThatChanceExplainsCanBeLetPass() throws IOException {
    Comparison comparison = compared(152, "ttft.p95>+1%,e2e.p99>-1", true);

    assertThat(comparison.crossings()).isEmpty();
    assertThat(
            Comparison.of(
                    List.of(parent.resolve("before"), parent.resolve("after")),
                    Threshold.listed("ttft.p95>+1%,e2e.p99>-1"),
                    false)
                .crossings())
        .hasSize(2);
  }

  @Test
  void anyErrorIsMoreThanNone() throws IOException {
    Path before =
        run(
            "before",
            SUMMARY.replace(
                "\"failed\": 40, \"errorRate\": 0.01", "\"failed\": 0, \"errorRate\": 0"));
    Comparison comparison =
        Comparison.of(
            List.of(before, run("after", SUMMARY)), Threshold.listed("errorRate>+500%"), false);

    assertThat(comparison.crossings()).hasSize(1);
    assertThat(new ComparisonText(comparison).render()).contains("errorRate", "beyond chance");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ttft.p95", "ttft.p77>3", "latency>3", "ttft.p95>ten", "", "x>1,y>2"})
  void whatIsNoThresholdIsNamed(String text) {
    assertThatThrownBy(() -> Threshold.listed(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(text.split(",")[0], "figures are ttft", "errorRate");
  }

  @Test
  void settingsThatDifferAreTold() throws IOException {
    Path a = run("a", SUMMARY);
    Path b = run("b", SUMMARY.replace("\"concurrency\": 10", "\"concurrency\": 20"));
    Files.writeString(
        a.resolve("config.resolved.json"),
        "{\"benchmark\":{\"streaming\":true,\"outputDir\":\"x\"}}");
    Files.writeString(
        b.resolve("config.resolved.json"),
        "{\"benchmark\":{\"timeout\":600,\"streaming\":true,\"outputDir\":\"y\"}}");
    Comparison comparison = Comparison.of(List.of(a, b), List.of(), false);

    JsonNode settings = json(comparison).path("settings");
    assertThat(settings).hasSize(2);
    assertThat(settings.path("load.concurrency").toString()).isEqualTo("[\"10\",\"20\"]");
    assertThat(settings.path("config.benchmark.timeout").toString()).isEqualTo("[\"\",\"600\"]");
  }

  @Test
  void settingsThatDifferFarFromTheirBeginAreTold() throws IOException {
    String same = "x".repeat(100);
    Path a = run("a", SUMMARY.replace("llama-3-8b", same + "a"));
    Path b = run("b", SUMMARY.replace("llama-3-8b", same + "b"));

    JsonNode settings = json(Comparison.of(List.of(a, b), List.of(), false)).path("settings");

    assertThat(settings.at("/endpoint.model/0").asText()).isEqualTo("x".repeat(80) + "…");
  }

  @Test
  void textAndMarkdownHaveATableOfFigures() throws IOException {
    Comparison comparison = compared(180, "ttft.p95>+10%", false);

    assertThat(new ComparisonText(comparison).render())
        .containsPattern("ttft.p95 ms +150.00 +180.00 +\\+30.00 \\(\\+20.0 %\\) +beyond chance")
        .contains("A  before  5000", "No setting differs")
        .contains("  - ttft.p95>+10%: after +30.00 (+20.0 %), beyond chance");
    assertThat(new ComparisonMarkdown(comparison).render())
        .contains("| ttft.p95 ms | 150.00 | 180.00 | +30.00 (+20.0 %) | beyond chance |")
        .contains("|---|---|");
  }

  @Test
  void aNameIsNoMarkup() throws IOException {
    Path a = run("a|b*", SUMMARY);

    assertThat(new ComparisonMarkdown(Comparison.of(List.of(a, a), List.of(), false)).render())
        .contains("a\\|b\\*");
  }

  @Test
  void whateverIsShownOfARunIsNoMarkup() throws IOException {
    String evil = "| `x` ~~y~~ ![z](u) <img> @team";
    Path a = run("a", SUMMARY);
    Path b =
        run(
            "b @team ~~x~~ ![i] <img> `c` | \n# h",
            SUMMARY.replace("llama-3-8b", evil).replace("\"p95\": 150", "\"p95\": 180"));

    String markdown =
        new ComparisonMarkdown(
                Comparison.of(List.of(a, b), Threshold.listed("ttft.p95>+10%,tpot.p50>1"), false))
            .render();

    String name = "b @&#8203;team \\~\\~x\\~\\~ \\!\\[i\\] &lt;img&gt; \\`c\\` \\|  #&#8203; h";
    assertThat(markdown)
        .contains(
            "| B | " + name + " | 5000 |",
            "- ttft.p95&gt;+10%: " + name + " +30.00",
            "- tpot.p50&gt;1: " + name + " or the first run has no such figure",
            "| llama-3-8b | \\| \\`x\\` \\~\\~y\\~\\~ \\!\\[z\\](u) &lt;img&gt; @&#8203;team |");
    assertThat(markdown.lines())
        .allMatch(line -> !line.contains("@team") && !line.contains("<img"));
  }

  @Test
  void aTerminalTakesNothingForACommand() throws IOException {
    Path a = run("a", SUMMARY);
    Path b = run("b\u001b[2J\u009b2J\u202e", SUMMARY.replace("VALID", "V\\u001b[31m"));

    String text = new ComparisonText(Comparison.of(List.of(a, b), List.of(), false)).render();

    assertThat(text).contains("b?[2J?2J?", "V?[31m").doesNotContain("\u001b", "\u009b", "\u202e");
  }

  @Test
  void aRunWithoutASteadyPhaseIsComparedByAllItsRequests() throws IOException {
    Path flotest =
        run(
            "flotest",
            "{\"totalRequests\":4,\"failedRequests\":1,\"errorRate\":0.25,\"overallTps\":29.3,"
                + "\"ttft\":{\"p50\":135},\"e2eLatency\":{\"p50\":1000}}");
    Path other =
        run(
            "other",
            SUMMARY.replaceFirst(
                "\\{",
                "{\"failedRequests\":5,\"errorRate\":0.001,\"overallTps\":90,"
                    + "\"ttft\":{\"p50\":101},\"e2eLatency\":{\"p50\":901},"));

    Comparison comparison = Comparison.of(List.of(flotest, other), List.of(), false);

    JsonNode json = json(comparison);
    assertThat(json.path("of").asText()).isEqualTo("run");
    assertThat(json.at("/figures/ttft.p50/changes/0/absolute").asDouble()).isEqualTo(-34);
    assertThat(json.at("/figures/errorRate/changes/0/chance").asText()).isEqualTo("beyond");
    assertThat(json.at("/figures/outputTokensPerSecond/values/1").asDouble()).isEqualTo(90);
    assertThat(new ComparisonText(comparison).render()).contains("no steady phase");
  }

  private Path logged(String name) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(name));
    RunClock clock = RunClock.of(() -> 0, Instant.parse("2026-01-02T12:00:00Z"));
    try (RunLog log = new RunLog(folder.resolve("run_log.jsonl"), clock)) {
      for (RequestRecord request : Requests.random(300, 1)) {
        log.write(request);
      }
    }
    return folder;
  }

  @Test
  void aRunWithoutASummaryIsReadFromItsLog() throws IOException {
    Path folder = logged("killed");

    JsonNode json = json(Comparison.of(List.of(folder, folder), List.of(), false));

    assertThat(json.at("/runs/0/requests").asInt()).isEqualTo(300);
    assertThat(json.at("/figures/ttft.p50/changes/0/absolute").asDouble()).isZero();
    assertThat(folder.resolve("summary.json")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"totalRequests\": 3", "{}", "[1]", "{\"totalRequests\": {}}"})
  void halfASummaryIsMadeAgainFromTheLogAndThatIsTold(String half) throws IOException {
    Path whole = logged("whole");
    Path folder = logged("killed");
    Files.writeString(folder.resolve("summary.json"), half);

    Comparison comparison = Comparison.of(List.of(whole, folder), List.of(), false);

    JsonNode json = json(comparison);
    assertThat(json.at("/runs/1/requests").asInt()).isEqualTo(300);
    assertThat(json.at("/figures/ttft.p50/changes/0/absolute").asDouble()).isZero();
    assertThat(json.path("notes")).hasSize(1);
    assertThat(json.at("/notes/0").asText())
        .startsWith(folder.resolve("summary.json") + " is no ")
        .endsWith("; its figures are made again from run_log.jsonl");
    assertThat(new ComparisonText(comparison).render())
        .contains("  - " + json.at("/notes/0").asText());
    assertThat(new ComparisonMarkdown(comparison).render())
        .contains("made again from run\\_log.jsonl");
    assertThat(folder.resolve("summary.json")).hasContent(half);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"benchmark\": {\"timeout\"", "[]"})
  void halfAConfigurationIsToldAndNotCompared(String half) throws IOException {
    Path a = run("a", SUMMARY);
    Path b = run("b", SUMMARY);
    Files.writeString(a.resolve("config.resolved.json"), "{\"benchmark\":{\"timeout\":600}}");
    Files.writeString(b.resolve("config.resolved.json"), half);

    JsonNode json = json(Comparison.of(List.of(a, b), List.of(), false));

    assertThat(json.path("notes")).hasSize(1);
    assertThat(json.at("/notes/0").asText())
        .startsWith(b.resolve("config.resolved.json") + " is no configuration: ")
        .endsWith("; its settings are not compared");
    assertThat(json.at("/settings/config.benchmark.timeout").toString())
        .isEqualTo("[\"600\",\"\"]");
  }

  @Test
  void whatARunDoesNotHaveIsNoZero() throws IOException {
    String none =
        "{\"totalRequests\":0,\"failedRequests\":0,\"errorRate\":0,\"overallTps\":0,"
            + "\"ttft\":{\"p50\":0},\"e2eLatency\":{\"p50\":0}}";
    Path some =
        run("some", none.replace("Requests\":0", "Requests\":4").replace("p50\":0", "p50\":135"));
    Comparison comparison =
        Comparison.of(
            List.of(some, run("none", none)),
            Threshold.listed("ttft.p50>+10%,errorRate>+0.01,outputTokensPerSecond<-5%"),
            false);

    assertThat(comparison.crossings())
        .hasSize(3)
        .allMatch(crossing -> crossing.sentence().endsWith("has no such figure"));
    assertThat(json(comparison).at("/figures/ttft.p50/values").toString())
        .isEqualTo("[135.0,null]");
    String idle =
        SUMMARY.replace(
            "\"started\": 4000, \"failed\": 40, \"errorRate\": 0.01",
            "\"started\": 0, \"failed\": 0, \"errorRate\": 0");
    assertThat(
            Comparison.of(
                    List.of(run("busy", SUMMARY), run("idle", idle)),
                    Threshold.listed("errorRate>+0.01,goodput<-1%"),
                    false)
                .crossings())
        .hasSize(2);
  }

  @Test
  void oneSampleHasNoIntervalOfItsMean() throws IOException {
    String one =
        SUMMARY.replace(
            "\"count\": 3960, \"mean\": 110, \"stddev\": 20",
            "\"count\": 1, \"mean\": 500, \"stddev\": 0");
    Comparison comparison =
        Comparison.of(
            List.of(run("before", SUMMARY), run("after", one)),
            Threshold.listed("ttft.mean>+10%"),
            false);

    assertThat(comparison.crossings())
        .singleElement()
        .extracting(Comparison.Crossing::sentence)
        .asString()
        .endsWith("too few samples");
  }

  @Test
  void whatIsNoRunIsRefused() throws IOException {
    Path whole = run("whole", SUMMARY);
    Path half = run("half", SUMMARY.substring(0, 50));
    Path other = run("other", "{}");
    Path none = Files.createDirectory(parent.resolve("none"));

    assertRefused(whole, half, "half", "is no JSON");
    assertRefused(whole, other, "is no summary of a run");
    assertRefused(whole, none, "neither summary.json nor run_log.jsonl");
    assertRefused(whole, parent.resolve("nowhere"), "nowhere is no folder");
    assertThatThrownBy(() -> Comparison.of(List.of(whole), List.of(), false))
        .hasMessageContaining("two or more runs");
  }

  private static void assertRefused(Path whole, Path broken, String... words) {
    assertThatThrownBy(() -> Comparison.of(List.of(whole, broken), List.of(), false))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(words);
  }
}
