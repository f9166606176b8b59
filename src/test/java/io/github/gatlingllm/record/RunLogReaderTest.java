package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunLogReaderTest {

  @TempDir private Path folder;
  private Path file = Path.of("");
  private final List<RequestRecord> read = new ArrayList<>();

  @BeforeEach
  void nameFile() {
    file = folder.resolve("run_log.jsonl");
  }

  private List<String> written(List<RequestRecord> requests) throws IOException {
    try (RunLog log = new RunLog(file, Requests.clock())) {
      for (RequestRecord request : requests) {
        log.write(request);
      }
    }
    return List.of(Files.readString(file).split("(?<=\n)"));
  }

  private LogFindings read(String content) throws IOException {
    Files.writeString(file, content);
    return read();
  }

  private LogFindings read() throws IOException {
    read.clear();
    return RunLogReader.read(file, read::add);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void aRequestIsReadBackAsItWasMeasured(long seed) throws IOException {
    List<RequestRecord> requests = new ArrayList<>(Requests.random(400, seed));
    Requests.OUTCOMES.forEach(outcome -> requests.add(Requests.of(outcome, Usage.NONE, 5, 6)));
    written(requests);

    LogFindings findings = read();

    assertThat(findings.warnings()).isEmpty();
    assertThat(findings.lines()).isEqualTo(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      assertSame(read.get(i), requests.get(i));
    }
  }

  private static void assertSame(RequestRecord one, RequestRecord other) {
    assertThat(one.outcome()).isEqualTo(other.outcome());
    assertThat(one.requestId()).isEqualTo(other.requestId());
    assertThat(one.name()).isEqualTo(other.name());
    assertThat(one.phase()).isEqualTo(other.phase());
    assertThat(one.tokensByPhase()).isEqualTo(other.tokensByPhase());
    assertThat(one.prompt()).isEqualTo(other.prompt().withoutText());
    assertThat(one.inputTokens()).isEqualTo(other.inputTokens());
    assertThat(one.finishReason()).isEqualTo(other.finishReason());
    assertThat(one.sends()).isEqualTo(other.sends());
    assertThat(one.errorCode()).isEqualTo(other.errorCode());
    RequestMetrics mine = one.metrics();
    RequestMetrics theirs = other.metrics();
    assertThat(mine.tokenCountSource()).isEqualTo(theirs.tokenCountSource());
    assertThat(mine.outputTokens()).isEqualTo(theirs.outputTokens());
    assertThat(mine.events()).isEqualTo(theirs.events());
    assertThat(LoggedRequest.samples(mine::forEachItl))
        .isEqualTo(LoggedRequest.samples(theirs::forEachItl));
    for (Metric metric : Metric.values()) {
      Distribution of = new Distribution();
      metric.addTo(of, mine);
      Distribution expected = new Distribution();
      metric.addTo(expected, theirs);
      assertThat(of.moments())
          .as(metric.key())
          .usingRecursiveComparison()
          .isEqualTo(expected.moments());
    }
  }

  @Test
  void aStreamOfMoreEventsThanAreKeptIsToo() throws IOException {
    TokenTimeline timeline = new TokenTimeline();
    for (int i = 0; i < TokenTimeline.MAX_EVENTS + 5; i++) {
      timeline.append(1000 + i, true, TokenTimeline.UNKNOWN);
    }
    StreamResult result =
        Requests.result(
            Requests.OK, new RequestInstants(0, 0, 10, 20, 9_000_000), timeline, Usage.NONE);
    RequestRecord request = Requests.record("id", Phase.STEADY, result, "", 1);
    written(List.of(request));

    assertThat(read().warnings()).isEmpty();
    assertSame(read.get(0), request);
  }

  @Test
  void theLastLineMayBeCutOffAnywhere() throws IOException {
    List<String> lines = written(Requests.random(3, 31));
    byte[] last = lines.get(2).getBytes(StandardCharsets.UTF_8);
    String before = lines.get(0) + lines.get(1);
    for (int kept = 0; kept <= last.length; kept++) {
      String rest = new String(Arrays.copyOf(last, kept), StandardCharsets.UTF_8);
      LogFindings findings = read(before + rest);
      boolean whole = kept >= last.length - 1; // All but its newline.
      assertThat(read).as("%d bytes", kept).hasSize(whole ? 3 : 2);
      assertThat(findings.broken()).isZero();
      assertThat(findings.cutLine().isPresent()).isEqualTo(kept > 0 && !whole);
      if (kept > 0 && !whole) {
        assertThat(findings.warnings())
            .singleElement()
            .asString()
            .contains("run_log.jsonl: its last line, 3, is cut off and left out");
      }
    }
  }

  @Test
  void theOnlyLineMayBeCutOffAnywhere() throws IOException {
    String line = written(Requests.random(1, 32)).get(0);
    for (int kept = 1; kept < line.length() - 1; kept++) {
      LogFindings findings = read(line.substring(0, kept));
      assertThat(read).isEmpty();
      assertThat(findings.cutLine()).hasValue(1);
    }
  }

  @Test
  void brokenLinesInTheMiddleAreNamedAndLeftOut() throws IOException {
    List<String> lines = written(Requests.random(3, 33));

    LogFindings findings =
        read(lines.get(0) + "{\"requestId\":\n" + lines.get(1) + "\n" + "{}\n" + lines.get(2));

    assertThat(read).hasSize(3);
    assertThat(findings.broken()).isEqualTo(2);
    assertThat(findings.warnings())
        .singleElement()
        .asString()
        .startsWith("run_log.jsonl: 2 lines are broken and left out: line 2 (it is no JSON")
        .contains("line 5 (it lacks what a request of a run log has)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"streamed\":true | \"streamed\":7",
        "\"phase\":\"steady\" | \"phase\":\"warm-up\"",
        "\"startTime\":1000000 | \"startTime\":\"noon\"",
        "\"startTime\":1000000 | \"startTime\":1e999",
        "\"outputTokens\":3 | \"outputTokens\":4",
        "\"outputTokens\":3 | \"outputTokens\":99999999999999999999",
        "\"outputEvents\":3 | \"outputEvents\":999999999999",
        "\"outputEvents\":3 | \"outputEvents\":-1",
        "\"ttftMs\":0.000001 | \"ttftMs\":null",
        "[0.000001,0.000001] | [0.000001]",
        "[0.000001,0.000001] | [0.000001,\"1\"]",
        "[0.000001,0.000001] | 7",
        "\"tokensByPhase\":{ | \"tokensByPhase\":[],\"x\":{",
        "\"name\":\"chat\" | \"name\":{\"a\":1}",
      })
  void whatContradictsItselfIsBroken(String whole, String wrong) throws IOException {
    RequestRecord request = Requests.of(Requests.OK, Usage.NONE, 1, 2, 3);
    String line = written(List.of(request)).get(0);
    assertThat(line).contains(whole);

    LogFindings findings = read(line + line.replace(whole, wrong) + line);

    assertThat(read).hasSize(2);
    assertThat(findings.firstBroken()).singleElement().asString().startsWith("line 2 (");
  }

  @Test
  void whatANewerVersionAddsDoesNotMatter() throws IOException {
    String line =
        written(List.of(Requests.of(new StreamOutcome.Truncated("cut"), Usage.NONE))).get(0);

    read(
        line.replace("{\"requestId\"", "{\"requestId\":\"x\",\"new\":{\"a\":[1,{}]},\"requestId\"")
            + line.replace("truncated", "dns"));

    assertThat(read).hasSize(2);
    assertThat(read.get(1).outcome()).isEqualTo(new StreamOutcome.Unknown("dns", "cut", true));
    assertThat(read.get(1).errorCode()).isEqualTo("dns");
  }

  @Test
  void aTimeoutThatIsToldInOtherWordsIsStillCounted() throws IOException {
    RequestRecord timeout = Requests.of(Requests.OUTCOMES.get(2), Usage.NONE);
    String line = written(List.of(timeout)).get(0);

    read(line.replace("the answer was not complete", "too slow"));

    assertThat(read.get(0).outcome().kind()).isEqualTo("timeout_total");
    assertThat(read.get(0).outcome().message()).isEqualTo("too slow after 3000 ms");
    assertThat(read.get(0).outcome().isFailed()).isTrue();
  }

  @Test
  void anEmptyFileIsALogWithoutRequests() throws IOException {
    assertThat(read("").warnings()).isEmpty();
    assertThat(read("\n \r\n").warnings()).isEmpty();
    assertThat(read).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "hello\n",
        "{\"a\":1}",
        "[]\n",
        "\u0000\u0000\u0000\u0000\n",
        "requestId,startTime\n1,2\n",
        "{\"requestId\":\"a\",\"startTime\":1,\"endTime\":2,\"phase\":\"steady\"}\n"
      })
  void aFileOfAnotherKindIsRefused(String content) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("run_log.jsonl is no file of this kind: line 1 (");
  }

  @Test
  void aLargeFileOfAnotherKindIsNotReadToItsEnd() {
    assertThatThrownBy(() -> read("no\n".repeat(1_000_000))).isInstanceOf(IOException.class);
  }

  @Test
  void aLineThatIsTooLongIsLeftOut() throws IOException {
    List<String> lines = written(Requests.random(2, 34));
    Files.writeString(file, lines.get(0) + "x".repeat(5000) + "\n" + lines.get(1));
    RequestLine line = new RequestLine();

    LogFindings findings =
        new JsonLinesFile(file, "requestId")
            .read((bytes, offset, length) -> read.add(line.read(bytes, offset, length)), 4000);

    assertThat(read).hasSize(2);
    assertThat(findings.firstBroken()).containsExactly("line 2 (it is too long)");
  }
}
