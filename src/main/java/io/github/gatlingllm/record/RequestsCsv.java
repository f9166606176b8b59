package io.github.gatlingllm.record;

import io.github.gatlingllm.timing.RunClock;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code requests.csv}: one row a request under flotest's columns, quoted as RFC 4180 says where a
 * value needs it.
 */
public final class RequestsCsv implements RecordSink {

  private static final String HEADER =
      "requestId,startTime,endTime,ttftMs,e2eLatencyMs,inputTokens,outputTokens,"
          + "outputThroughputTps,phase,cacheHit,error,errorCode,outcome,ttfntMs,tpotMs,finishReason";

  private final BufferedWriter out;
  private final RunClock clock;

  /** Creates the file. */
  public RequestsCsv(Path file, RunClock clock) throws IOException {
    // Unlike Files.newBufferedWriter, this replaces half a character instead of failing on it.
    this.out =
        new BufferedWriter(
            new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8));
    this.clock = clock;
    out.write(HEADER);
    out.write('\n');
  }

  @Override
  public void write(RequestRecord request) throws IOException {
    String code = request.errorCode();
    List<String> row =
        List.of(
            request.requestId(),
            millis(clock.toEpochNanos(request.metrics().instants().started())),
            millis(clock.toEpochNanos(request.metrics().instants().done())),
            millis(RequestJson.flotestTtftNanos(request)),
            millis(request.metrics().e2eNanos()),
            Integer.toString(Math.max(0, request.inputTokens())),
            Integer.toString(request.metrics().outputTokens()),
            Double.toString(request.metrics().outputTokensPerSecond()),
            request.phase().key(),
            "false",
            code == null ? "" : request.outcome().message(),
            code == null ? "" : code,
            request.outcome().kind(),
            optional(request.metrics().ttfntNanos()),
            optional(request.metrics().tpotNanos()),
            request.finishReason());
    out.write(row.stream().map(RequestsCsv::quoted).collect(Collectors.joining(",")));
    out.write('\n');
  }

  private static String optional(long nanos) {
    return nanos < 0 ? "" : millis(nanos);
  }

  private static String millis(long nanos) {
    return RequestJson.millis(nanos).toPlainString();
  }

  /** RFC 4180; and no value that a spreadsheet would take for a formula. */
  private static String quoted(String value) {
    boolean formula = !value.isEmpty() && "=+@".indexOf(value.charAt(0)) >= 0;
    String safe = formula ? "'" + value : value;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
