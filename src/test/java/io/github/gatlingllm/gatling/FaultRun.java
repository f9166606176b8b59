package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.testkit.Fault;
import io.github.gatlingllm.testkit.ScriptedServer;
import io.github.gatlingllm.testkit.ScriptedServer.Served;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A run against a scripted server, seen from both sides. */
record FaultRun(SimulationRun run, ScriptedServer server, List<JsonNode> log, JsonNode summary) {

  FaultRun(SimulationRun run, ScriptedServer server) {
    this(run, server, run.log(), run.summary());
  }

  Map<String, Long> outcomes() {
    return countBy(log, line -> line.path("outcome").asText());
  }

  Map<String, Long> errorCodes() {
    return countBy(
        log.stream().filter(line -> line.has("errorCode")).toList(),
        line -> line.path("errorCode").asText());
  }

  /** The lines of the log with an outcome. */
  List<JsonNode> with(String outcome) {
    return log.stream().filter(line -> line.path("outcome").asText().equals(outcome)).toList();
  }

  /** How many requests with an outcome have how many events with output. */
  Map<Integer, Long> tokens(String outcome) {
    return countBy(with(outcome), line -> line.path("outputEvents").asInt());
  }

  /** How many requests with an outcome have a time to first token. */
  long withTtft(String outcome) {
    return with(outcome).stream().filter(line -> line.path("ttftMs").asDouble() > 0).count();
  }

  /** How often requests were sent, the transport's own resends included. */
  int sends() {
    return log.stream().mapToInt(line -> line.path("sends").asInt(1)).sum();
  }

  /** How many requests the transport had to send again. */
  long resent() {
    return log.stream().filter(line -> line.path("sends").asInt(1) > 1).count();
  }

  /** The requests that the server got, all of which are over for it. */
  List<Served> served() throws InterruptedException {
    return server.awaitServed(sends());
  }

  List<Served> served(Fault fault) throws InterruptedException {
    return served().stream().filter(request -> request.fault() == fault).toList();
  }

  /** What every run must keep, whatever went wrong in it. */
  void assertBooksBalance(int requests) throws InterruptedException {
    assertSummaryIsOfTheLog(requests);
    assertThat(served()).hasSize(sends());
  }

  /** Log, summary and Gatling's own statistics tell the same. */
  void assertSummaryIsOfTheLog(int requests) {
    assertThat(log).as(run.console()).hasSize(requests);
    assertThat(summary.path("totalRequests").asInt()).isEqualTo(requests);
    assertThat(summary.at("/gatling/countsAgree").asBoolean()).isTrue();
    assertThat(summary.at("/statistics/notLogged").asInt()).isZero();
    assertThat(summary.at("/steady/requests/started").asInt()).isEqualTo(requests);
    assertThat(summary.at("/steady/requests/resent").asLong()).isEqualTo(resent());
    assertThat(counts(summary.at("/steady/outcomes"))).isEqualTo(outcomes());
    int ok = with("ok").size();
    assertThat(summary.at("/steady/latency/ttft/count").asInt()).isEqualTo(ok);
    assertThat(summary.at("/steady/latency/e2e/count").asInt()).isEqualTo(ok);
    assertThat(summary.at("/gatling/requests/chat TTFT/ok").asInt()).isEqualTo(ok);
  }

  /** Each failure is named in the log, in the summary and in both tables on the console. */
  void assertShown(Map<String, Long> failures) {
    assertShown(failures, Map.of());
  }

  /**
   * The same, with failures that Gatling does not have: its statistics are closed when it cuts
   * requests off.
   */
  void assertShown(Map<String, Long> failures, Map<String, Long> cutOff) {
    Map<String, Long> all = new TreeMap<>(failures);
    all.putAll(cutOff);
    assertThat(errorTable()).isEqualTo(all);
    assertThat(ErrorTables.ours(run.console())).as(run.console()).isEqualTo(all);
    assertThat(ErrorTables.gatling(run.console())).as(run.console()).isEqualTo(failures);
    all.keySet().forEach(this::assertNamed);
  }

  private void assertNamed(String outcome) {
    boolean empty = outcome.equals("empty"); // No error to flotest, whose fields these are.
    String code = outcome.replaceFirst("^http_|^empty$", "");
    assertThat(with(outcome))
        .allSatisfy(line -> assertThat(line.path("errorCode").asText()).isEqualTo(code))
        .extracting(line -> line.path(empty ? "outcomeMessage" : "error").asText())
        .doesNotContain("");
    assertThat(summary.at("/errors/" + outcome + "/lastMessage").asText()).isNotBlank();
  }

  /** The number of requests in the summary's error table. */
  Map<String, Long> errorTable() {
    Map<String, Long> counts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> error : summary.path("errors").properties()) {
      counts.put(error.getKey(), error.getValue().path("count").asLong());
    }
    return counts;
  }

  private static Map<String, Long> counts(JsonNode object) {
    Map<String, Long> counts = new TreeMap<>();
    object.properties().forEach(e -> counts.put(e.getKey(), e.getValue().asLong()));
    return counts;
  }

  static <T, K extends Comparable<K>> Map<K, Long> countBy(List<T> all, Function<T, K> key) {
    Map<K, Long> counts = new TreeMap<>();
    all.forEach(one -> counts.merge(key.apply(one), 1L, Long::sum));
    return counts;
  }
}
