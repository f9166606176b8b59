package io.github.gatlingllm.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a client says of one request.
 *
 * @param id the id that the source knows it by
 * @param startedNanos when it started, on the client's wall clock
 * @param promptNanos what the monotonic clock was just after that, 0 where it is not known
 * @param stampsNanos when its tokens came in, since the start
 */
record ReportedStream(String id, long startedNanos, long promptNanos, long[] stampsNanos) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** The successful requests of this tool's run log. */
  static List<ReportedStream> ofRunLogs(Path results) throws IOException {
    try (Stream<Path> files = Files.walk(results)) {
      Path log = files.filter(file -> file.endsWith("run_log.jsonl")).findFirst().orElseThrow();
      try (Stream<String> lines = Files.lines(log)) {
        return lines.map(ReportedStream::parse).filter(stream -> !stream.id.isEmpty()).toList();
      }
    }
  }

  private static ReportedStream parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      if (!json.path("outcome").asText().equals("ok")) {
        return new ReportedStream("", 0, 0, new long[0]);
      }
      String[] prompt = json.path("inputText").asText().split(" ", -1);
      JsonNode gaps = json.path("interTokenLatencies");
      long[] stamps = new long[gaps.size() + 1];
      stamps[0] = nanos(json.path("ttftMs"));
      for (int i = 0; i < gaps.size(); i++) {
        stamps[i + 1] = stamps[i] + nanos(gaps.get(i));
      }
      return new ReportedStream(
          prompt[0], nanos(json.path("startTime")), Long.parseLong(prompt[1]), stamps);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a line of a run log: " + line, e);
    }
  }

  private static long nanos(JsonNode millis) {
    return millis.decimalValue().multiply(BigDecimal.valueOf(NANOS_PER_MILLI)).longValueExact();
  }

  /** What {@link SseSimulation} has written. */
  static List<ReportedStream> ofStamps(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line -> line.split(" ", -1))
          .filter(words -> words.length > 2)
          .map(ReportedStream::ofMillis)
          .toList();
    }
  }

  private static ReportedStream ofMillis(String[] words) {
    long started = Long.parseLong(words[1]);
    long[] stamps =
        Arrays.stream(words, 2, words.length)
            .mapToLong(word -> (Long.parseLong(word) - started) * NANOS_PER_MILLI)
            .toArray();
    return new ReportedStream(words[0], started * NANOS_PER_MILLI, 0, stamps);
  }
}
