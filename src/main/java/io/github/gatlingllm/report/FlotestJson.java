package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.record.RunStatistics.Pooled;
import java.util.List;

/** flotest's keys of {@code summary.json}, in flotest's order and with all digits. */
final class FlotestJson {

  private FlotestJson() {}

  static void write(FlotestFigures figures, ObjectNode json) {
    json.put("startTime", Numbers.exact(figures.startTime()));
    json.put("endTime", Numbers.exact(figures.endTime()));
    json.put("totalRequests", figures.totalRequests());
    json.put("successfulRequests", figures.successfulRequests());
    json.put("failedRequests", figures.failedRequests());
    json.put("emptyResponses", figures.emptyResponses());
    json.put("errorRate", Numbers.exact(figures.errorRate()));
    json.put("rpm", Numbers.exact(figures.rpm()));
    json.put("overallTps", Numbers.exact(figures.overallTps()));
    write(figures.aggregate(Pooled.TTFT), json.putObject("ttft"));
    if (figures.aggregate(Pooled.TTFNT).count() > 0) {
      write(figures.aggregate(Pooled.TTFNT), json.putObject("ttfnt"));
    }
    write(figures.aggregate(Pooled.E2E), json.putObject("e2eLatency"));
    write(figures.aggregate(Pooled.OUTPUT_THROUGHPUT), json.putObject("outputThroughput"));
    write(figures.aggregate(Pooled.INTER_TOKEN), json.putObject("interTokenLatency"));
    write(figures.aggregate(Pooled.INPUT_TOKENS), json.putObject("inputTokens"));
    write(figures.aggregate(Pooled.OUTPUT_TOKENS), json.putObject("outputTokens"));
    ObjectNode codes = json.putObject("errorCodeFrequency");
    figures.errorCodes().forEach(codes::put);
    json.put("cacheHitRate", Numbers.exact(figures.cacheHitRate()));
    ObjectNode phases = json.putObject("phaseBreakdown");
    figures
        .phases()
        .forEach(
            (phase, count) ->
                phases
                    .putObject(phase.key())
                    .put("requests", count.requests())
                    .put("errorRate", Numbers.exact(count.errorRate())));
  }

  private static void write(Aggregate aggregate, ObjectNode json) {
    json.put("mean", Numbers.exact(aggregate.mean()));
    json.put("min", Numbers.exact(aggregate.min()));
    json.put("max", Numbers.exact(aggregate.max()));
    json.put("stddev", Numbers.exact(aggregate.stddev()));
    List<Integer> percentiles = Aggregate.PERCENTILES;
    for (int i = 0; i < percentiles.size(); i++) {
      json.put(
          Numbers.percentileKey(percentiles.get(i)), Numbers.exact(aggregate.percentiles().get(i)));
    }
  }
}
