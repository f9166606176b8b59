package io.github.gatlingllm.export;

import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.record.RequestRecord;
import java.io.IOException;

/** The sheet of requests: a row for each, in the order of the log, as many as fit. */
final class XlsxRequests {

  private static final double NANOS_PER_MILLI = 1e6;

  private final Sheet sheet;
  private long leftOut;

  XlsxRequests(Sheet sheet) {
    this.sheet = sheet;
  }

  void write(ExportedRun run) throws IOException {
    sheet.head(
        "requestId",
        "name",
        "phase",
        "startTime",
        "endTime",
        "outcome",
        "ttftMs",
        "ttfntMs",
        "tpotMs",
        "e2eLatencyMs",
        "inputTokens",
        "outputTokens",
        "outputThroughputTps",
        "finishReason",
        "error");
    run.requests(this::write);
    if (leftOut > 0) {
      run.note(
          "the sheet of requests has room for "
              + (sheet.maxRows() - 1)
              + "; the last "
              + leftOut
              + " are left out");
    }
  }

  private void write(RequestRecord request) throws IOException {
    if (!sheet.hasRoom()) {
      leftOut++;
      return;
    }
    RequestMetrics metrics = request.metrics();
    sheet.row(
        request.requestId(),
        request.name(),
        request.phase().key(),
        ExportJson.millis(metrics.instants().started()),
        ExportJson.millis(metrics.instants().done()),
        request.outcome().kind(),
        millis(metrics.ttftNanos()),
        millis(metrics.ttfntNanos()),
        millis(metrics.tpotNanos()),
        millis(metrics.e2eNanos()),
        request.inputTokens() < 0 ? "" : request.inputTokens(),
        request.isOfInputs() ? "" : metrics.outputTokens(),
        metrics.outputTokensPerSecond() > 0 ? metrics.outputTokensPerSecond() : "",
        request.finishReason(),
        request.succeeded() ? "" : request.outcome().message());
  }

  private static Object millis(long nanos) {
    return nanos < 0 ? "" : (Object) (nanos / NANOS_PER_MILLI);
  }
}
