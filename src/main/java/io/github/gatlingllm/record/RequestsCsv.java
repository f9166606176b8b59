package io.github.gatlingllm.record;

import io.github.gatlingllm.timing.RunClock;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code requests.csv}: one row a request under flotest's columns, quoted as RFC 4180 says where a
 * value needs it.
 */
public final class RequestsCsv implements RecordSink {

  private static final String HEADER =
      "requestId,startTime,endTime,ttftMs,e2eLatencyMs,inputTokens,outputTokens,"
          + "outputThroughputTps,phase,cacheHit,error,errorCode,outcome,ttfntMs,tpotMs,finishReason,inputs";

  private final BufferedWriter out;
  private final RunClock clock;
  private final MillisText millis = new MillisText();

  /** Creates the file, for requests that were read back from a log: their clock is the epoch's. */
  public static RequestsCsv ofLog(Path file) throws IOException {
    return new RequestsCsv(file, RunClock.of(() -> 0, Instant.EPOCH));
  }

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
            output(request, millis(RequestJson.flotestTtftNanos(request))),
            millis(request.metrics().e2eNanos()),
            Integer.toString(Math.max(0, request.inputTokens())),
            output(request, Integer.toString(request.metrics().outputTokens())),
            output(
                request,
                RequestJson.plain(request.metrics().outputTokensPerSecond()).toPlainString()),
            request.phase().key(),
            Boolean.toString(request.prompt().reuse().resent()),
            code == null ? "" : request.outcome().message(),
            code == null ? "" : code,
            request.outcome().kind(),
            optional(request.metrics().ttfntNanos()),
            optional(request.metrics().tpotNanos()),
            request.finishReason(),
            request.prompt().inputs() > 0 ? Integer.toString(request.prompt().inputs()) : "");
    out.write(row.stream().map(CsvCell::of).collect(Collectors.joining(",")));
    out.write('\n');
  }

  /** Nothing where there can be no output. */
  private static String output(RequestRecord request, String value) {
    return request.isOfInputs() ? "" : value;
  }

  private String optional(long nanos) {
    return nanos < 0 ? "" : millis(nanos);
  }

  private String millis(long nanos) {
    millis.set(nanos);
    return millis.toString();
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
