package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.stream.StreamOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsCsvTest {

  private static final int ERROR = 10;

  @TempDir Path temp;

  private List<List<String>> rows(List<RequestRecord> requests) throws IOException {
    Path file = temp.resolve("requests.csv");
    try (RequestsCsv csv = new RequestsCsv(file, Requests.clock())) {
      for (RequestRecord request : requests) {
        csv.write(request);
      }
    }
    return parse(Files.readString(file));
  }

  /** As RFC 4180 says: a quoted field may hold commas, line ends and doubled quotes. */
  private static List<List<String>> parse(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        if (!quoted && i > 0 && text.charAt(i - 1) == '"') {
          field.append('"');
        }
        quoted = !quoted;
      } else if (quoted || (c != ',' && c != '\n')) {
        field.append(c);
      } else {
        row.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      }
    }
    assertThat(quoted || !row.isEmpty() || field.length() > 0).as("cut off").isFalse();
    return rows;
  }

  private String error(String message) throws IOException {
    List<List<String>> rows =
        rows(List.of(Requests.of(new StreamOutcome.HttpError(500, "", message), Usage.NONE)));
    assertThat(rows).hasSize(2);
    assertThat(rows.get(1)).hasSize(17);
    return rows.get(1).get(ERROR);
  }

  @Test
  void theHeaderBeginsWithFlotestsColumns() throws IOException {
    assertThat(rows(List.of()))
        .containsExactly(
            List.of(
                ("requestId,startTime,endTime,ttftMs,e2eLatencyMs,inputTokens,outputTokens,"
                        + "outputThroughputTps,phase,cacheHit,error,errorCode,"
                        + "outcome,ttfntMs,tpotMs,finishReason,inputs")
                    .split(",")));
  }

  @Test
  void aRowOfEachKind() throws IOException {
    List<List<String>> rows =
        rows(
            List.of(
                Requests.of(Requests.OK, new Usage(7, 40, -1, -1), 100_000_000, 178_000_000),
                Requests.of(new StreamOutcome.HttpError(429, "", "slow, please"), Usage.NONE),
                Requests.of(new StreamOutcome.Empty("nothing"), Usage.NONE)));
    assertThat(String.join("|", rows.get(1)))
        .isEqualTo("id|1000000|1001000|100|1000|7|40|40|steady|false|||ok|100|2|stop|");
    assertThat(String.join("|", rows.get(2)))
        .isEqualTo(
            "id|1000000|1001000|0|1000|5|0|0|steady|false|slow, please|429|http_429|||stop|");
    assertThat(String.join("|", rows.get(3)))
        .isEqualTo("id|1000000|1001000|-1|1000|5|0|0|steady|false|||empty|||stop|");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "say \"hi\"", "two\nlines", "cr\rlf\r\nend", "\"", "\",\"", "é漢"})
  void textsComeBackAsTheyWere(String message) throws IOException {
    assertThat(error(message)).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
  void noTextBecomesAFormula(String message) throws IOException {
    assertThat(error(message)).isEqualTo("'" + message);
  }

  @Test
  void halfACharacterDoesNotEndTheFile() throws IOException {
    assertThat(error("half \uD83D")).isEqualTo("half ?");
  }
}
