package io.github.gatlingllm.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.metrics.RequestMetrics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Rebuilds the metrics of a request from its line in the run log alone, by docs/metrics.md. */
record LoggedRequest(JsonNode line) {

  long nanos(String field) {
    JsonNode value = line.get(field);
    return value == null ? -1 : nanos(value.decimalValue());
  }

  private static long nanos(BigDecimal millis) {
    return millis.movePointRight(6).longValueExact();
  }

  boolean hasTokenTiming() {
    return line.get("streamed").booleanValue() && count("outputEvents") > 0;
  }

  long ttft() {
    return hasTokenTiming() ? nanos("ttftMs") : -1;
  }

  long e2e() {
    return nanos(line.get("endTime").decimalValue().subtract(line.get("startTime").decimalValue()));
  }

  long e2eFromSchedule() {
    return line.has("scheduledTime")
        ? nanos(
            line.get("endTime").decimalValue().subtract(line.get("scheduledTime").decimalValue()))
        : e2e();
  }

  List<Long> icl() {
    List<Long> gaps = new ArrayList<>();
    line.get("interTokenLatencies").forEach(gap -> gaps.add(nanos(gap.decimalValue())));
    return gaps;
  }

  List<Long> itl() {
    List<Long> samples = new ArrayList<>();
    List<Long> gaps = icl();
    long carried = 0;
    for (int i = 0; i < gaps.size(); i++) {
      int tokens = line.has("tokensByEvent") ? line.get("tokensByEvent").get(i + 1).intValue() : 1;
      long gap = carried + gaps.get(i);
      for (int n = 0; n < tokens; n++) {
        samples.add(Math.round((double) gap / tokens));
      }
      carried = tokens > 0 ? 0 : gap;
    }
    return samples;
  }

  int outputTokens() {
    return line.get("outputTokens").intValue();
  }

  long tpot() {
    if (!hasTokenTiming() || outputTokens() <= 1) {
      return -1;
    }
    return Math.round((double) (nanos("lastTokenMs") - ttft()) / (outputTokens() - 1));
  }

  double throughput() {
    return e2e() <= 0 ? 0 : outputTokens() * 1e9 / e2e();
  }

  int inputTokens() {
    int served = count("servedInputTokens");
    return served >= 0 ? served : count("promptTokenCount");
  }

  int count(String field) {
    return line.has(field) ? line.get(field).intValue() : Usage.UNKNOWN;
  }

  static List<Long> samples(Consumer<RequestMetrics.SampleSink> metric) {
    List<Long> samples = new ArrayList<>();
    metric.accept(
        (nanos, count) -> {
          for (int i = 0; i < count; i++) {
            samples.add(nanos);
          }
        });
    return samples;
  }
}
