package io.github.gatlingllm.calibrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a client says of one successful request.
 *
 * @param id the id that the source knows it by
 * @param startedNanos when it started, on the client's wall clock
 * @param promptNanos what the monotonic clock was just after that, 0 where it is not known
 * @param e2eNanos how long it took
 * @param stampsNanos when its tokens came in, since the start
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and too many to be boxed.
public record ReportedStream(
    String id, long startedNanos, long promptNanos, long e2eNanos, long[] stampsNanos) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** A stream that nothing can be said of. */
  private static final ReportedStream NONE = new ReportedStream("", 0, 0, 0, new long[0]);

  /**
   * The successful requests of this tool's run log whose prompt begins with {@code ID NANOS}: the
   * request's id and what the monotonic clock was when the prompt was made.
   *
   * @param results the folder that holds the one folder of the run
   * @throws IOException where there is no log, or it cannot be read
   * @throws IllegalArgumentException for a line that is none of a log
   */
  public static List<ReportedStream> ofRunLogs(Path results) throws IOException {
    try (Stream<Path> files = Files.walk(results)) {
      Path log = files.filter(file -> file.endsWith("run_log.jsonl")).findFirst().orElseThrow();
      try (Stream<String> lines = Files.lines(log)) {
        return lines.map(ReportedStream::parse).filter(stream -> !stream.id.isEmpty()).toList();
      }
    }
  }

  /** A line of a run log; one without an id where the request did not succeed or has none. */
  static ReportedStream parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      if (!json.path("outcome").asText().equals("ok")) {
        return NONE;
      }
      String[] prompt = json.path("inputText").asText().split(" ", 3);
      if (prompt[0].isEmpty()) {
        return NONE;
      }
      JsonNode gaps = json.path("interTokenLatencies");
      long[] stamps = new long[gaps.size() + 1];
      stamps[0] = nanos(json.path("ttftMs"));
      for (int i = 0; i < gaps.size(); i++) {
        stamps[i + 1] = stamps[i] + nanos(gaps.get(i));
      }
      return new ReportedStream(
          prompt[0],
          nanos(json.path("startTime")),
          Long.parseLong(prompt[1]),
          nanos(json.path("e2eLatencyMs")),
          stamps);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a line of a run log: " + line, e);
    }
  }

  private static long nanos(JsonNode millis) {
    return millis.decimalValue().multiply(BigDecimal.valueOf(NANOS_PER_MILLI)).longValueExact();
  }

  /**
   * Streams written one a line as {@code ID STARTED STAMP…}, in milliseconds since the epoch; lines
   * without any stamp are left out.
   *
   * @throws IOException where the file cannot be read
   */
  public static List<ReportedStream> ofStamps(Path file) throws IOException {
    return ofStamps(file, ReportedStream::ofMillis);
  }

  /**
   * The same in nanoseconds of the host's monotonic clock.
   *
   * @throws IOException where the file cannot be read
   */
  public static List<ReportedStream> ofNanoStamps(Path file) throws IOException {
    return ofStamps(file, ReportedStream::ofNanos);
  }

  private static List<ReportedStream> ofStamps(Path file, Function<String[], ReportedStream> parsed)
      throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line -> line.split(" ", -1))
          .filter(words -> words.length > 2)
          .map(parsed)
          .toList();
    }
  }

  private static ReportedStream ofNanos(String[] words) {
    long started = Long.parseLong(words[1]);
    long[] stamps =
        Arrays.stream(words, 2, words.length)
            .mapToLong(word -> Long.parseLong(word) - started)
            .toArray();
    return new ReportedStream(words[0], started, started, stamps[stamps.length - 1], stamps);
  }

  private static ReportedStream ofMillis(String[] words) {
    long started = Long.parseLong(words[1]);
    long[] stamps =
        Arrays.stream(words, 2, words.length)
            .mapToLong(word -> (Long.parseLong(word) - started) * NANOS_PER_MILLI)
            .toArray();
    return new ReportedStream(
        words[0], started * NANOS_PER_MILLI, 0, stamps[stamps.length - 1], stamps);
  }
}
