package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.api.Usage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of single requests: the log's records, bounded, and where they belong. */
class IndividualResponsesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path temp;

  private Path folder() {
    return temp.resolve("run").resolve(IndividualResponses.FOLDER);
  }

  private IndividualResponses open(ResponseLimits limits) throws IOException {
    return new IndividualResponses(folder(), Requests.clock(), limits);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private static RequestRecord withId(RequestRecord request, String id) {
    return new RequestRecord(
        id,
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
        request.sends(),
        request.checkError());
  }

  @Test
  void aFileHoldsTheRecordOfTheLogIndentedByTwoSpaces() throws IOException {
    List<RequestRecord> requests = Requests.random(50, 7);
    Path logFile = temp.resolve("run_log.jsonl");
    try (RunLog log = new RunLog(logFile, Requests.clock());
        IndividualResponses files = open(ResponseLimits.DEFAULT)) {
      for (int i = 0; i < requests.size(); i++) {
        RequestRecord request = withId(requests.get(i), "id-" + i);
        log.write(request);
        files.write(request);
      }
      assertThat(files.shortfall()).isEmpty();
    }
    List<String> lines = Files.readAllLines(logFile);
    assertThat(names()).hasSize(50);
    for (int i = 0; i < lines.size(); i++) {
      String text = Files.readString(folder().resolve("id-" + i + ".json"));
      assertThat(JSON.readTree(text)).isEqualTo(JSON.readTree(lines.get(i)));
      assertThat(text).startsWith("{\n  \"requestId\": \"id-" + i + "\",\n  \"startTime\": ");
      assertThat(text).doesNotContain(" : ");
    }
  }

  @Test
  void beyondTheNumberRequestsAreCounted() throws IOException {
    try (IndividualResponses files = open(new ResponseLimits(3, 1 << 20))) {
      for (int i = 0; i < 10; i++) {
        files.write(Requests.numbered(i));
      }
      assertThat(names()).containsExactly("id-0.json", "id-1.json", "id-2.json");
      assertThat(files.shortfall())
          .hasValue(
              "individual_responses: 3 requests are there and 7 are not, which would have been more"
                  + " than reporter.maxSavedResponses (3) or reporter.maxSavedBytes (1048576);"
                  + " run_log.jsonl has all");
    }
  }

  @Test
  void beyondTheBytesALargeOneIsLeftOutAndASmallerOneStillFits() throws IOException {
    RequestRecord small = Requests.of(Requests.OK, Usage.NONE);
    RequestRecord large = Requests.withTexts(small, "x".repeat(5_000));
    try (IndividualResponses files = open(new ResponseLimits(100, 4_000))) {
      files.write(withId(small, "a"));
      files.write(withId(large, "b"));
      files.write(withId(small, "c"));
      assertThat(names()).containsExactly("a.json", "c.json");
      assertThat(files.shortfall().orElseThrow()).contains("2 requests are there and 1 are not");
    }
  }

  @Test
  void anIdThatIsNoPlainNameLeadsNowhere() throws IOException {
    try (IndividualResponses files = open(ResponseLimits.DEFAULT)) {
      for (String id : List.of("../evil", "", ".", "a/b", "a\\b", "-rf", "x".repeat(101))) {
        files.write(withId(Requests.numbered(1), id));
      }
      assertThat(names()).isEmpty();
      assertThat(files.shortfall()).isPresent();
    }
    try (Stream<Path> all = Files.walk(temp)) {
      assertThat(all.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void aFileThatIsThereIsNotWrittenOver() throws IOException {
    try (IndividualResponses files = open(ResponseLimits.DEFAULT)) {
      files.write(Requests.numbered(1));
      assertThatThrownBy(() -> files.write(Requests.numbered(1)))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
  }

  @Test
  void theRecorderTellsWhatIsNotThere() throws IOException {
    RunRecorder recorder =
        new RunRecorder(Requests.clock(), List.of(open(new ResponseLimits(1, 1 << 20))));
    recorder.record(Requests.numbered(1));
    recorder.record(Requests.numbered(2));
    assertThat(recorder.finish().total()).isEqualTo(2);
    assertThat(recorder.problems()).hasSize(1);
    assertThat(recorder.problems().get(0)).contains("1 requests are there and 1 are not");
  }

  @Test
  void limitsThatAllowNothingAreRefused() {
    assertThatThrownBy(() -> new ResponseLimits(0, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("saved responses: 0 files and 5 bytes; accepted: 1 or more of each");
    assertThatThrownBy(() -> new ResponseLimits(5, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
