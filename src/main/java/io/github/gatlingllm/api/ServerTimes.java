package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * The times that servers put into their answers beside the output, in the shapes that are known.
 */
final class ServerTimes {

  static final String QUEUE = "queue";
  static final String PREFILL = "prefill";
  static final String DECODE = "decode";
  static final String TOTAL = "total";
  static final String LOAD = "load";

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String FIREWORKS = "fireworks-";

  private ServerTimes() {}

  /**
   * What an event of an OpenAI-like answer says: {@code timings} (llama.cpp), {@code perf_metrics}
   * (Fireworks and others), and the times in Groq's usage.
   */
  static void ofOpenAi(JsonNode event, SignalSink sink) {
    JsonNode timings = event.path("timings");
    if (timings.isObject()) {
      millis(PREFILL, number(timings.path("prompt_ms")), sink);
      millis(DECODE, number(timings.path("predicted_ms")), sink);
    }
    JsonNode metrics = event.path("perf_metrics");
    for (Map.Entry<String, JsonNode> metric : metrics.properties()) {
      perfMetric(metric.getKey(), metric.getValue().asText(), sink);
    }
    ofGroq(event.path("usage"), sink);
    ofGroq(event.path("x_groq").path("usage"), sink);
  }

  private static void ofGroq(JsonNode usage, SignalSink sink) {
    if (usage.isObject()) {
      seconds(QUEUE, number(usage.path("queue_time")), sink);
      seconds(PREFILL, number(usage.path("prompt_time")), sink);
      seconds(DECODE, number(usage.path("completion_time")), sink);
      seconds(TOTAL, number(usage.path("total_time")), sink);
    }
  }

  /**
   * A member of {@code perf_metrics}, or a header of the same name: counts stand among the times.
   */
  static void perfMetric(String key, String value, SignalSink sink) {
    String name = key.startsWith(FIREWORKS) ? key.substring(FIREWORKS.length()) : key;
    String words = name.replace('_', '-');
    if (words.endsWith("-time") || words.endsWith("-duration") || words.contains("time-to-first")) {
      seconds(words, number(value), sink);
    }
  }

  static void millis(String name, double millis, SignalSink sink) {
    nanos(name, millis * NANOS_PER_MILLI, sink);
  }

  static void seconds(String name, double seconds, SignalSink sink) {
    nanos(name, seconds * NANOS_PER_SECOND, sink);
  }

  /** Tells a time; one that is not known, or below 0, is none. */
  static void nanos(String name, double nanos, SignalSink sink) {
    if (nanos >= 0 && nanos < Long.MAX_VALUE) {
      sink.serverTiming(name, Math.round(nanos));
    }
  }

  /** A number, or a number in a string; not a number for anything else. */
  static double number(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : number(node.isTextual() ? node.textValue() : "");
  }

  static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
