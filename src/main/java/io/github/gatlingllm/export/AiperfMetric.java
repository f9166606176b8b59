package io.github.gatlingllm.export;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * AIPerf's metrics, with the tags, headers and display units of its metric classes; their sources
 * are in docs/exports.md.
 */
enum AiperfMetric {
  BENCHMARK_DURATION("Benchmark Duration", "sec", false),
  ERROR_ISL("Error Input Sequence Length", "tokens", true),
  ERROR_REQUEST_COUNT("Error Request Count", "requests", false),
  GOOD_REQUEST_COUNT("Good Request Count", "requests", false),
  GOODPUT("Goodput", "requests/sec", false),
  INPUT_SEQUENCE_LENGTH("Input Sequence Length", "tokens", true),
  INTER_CHUNK_LATENCY("Inter Chunk Latency", "ms", true),
  INTER_TOKEN_LATENCY("Inter Token Latency", "ms", true),
  MAX_RESPONSE_TIMESTAMP("Maximum Response Timestamp", "ns", false),
  MIN_REQUEST_TIMESTAMP("Minimum Request Timestamp", "ns", false),
  OUTPUT_SEQUENCE_LENGTH("Output Sequence Length", "tokens", true),
  OUTPUT_TOKEN_COUNT("Output Token Count", "tokens", true),
  OUTPUT_TOKEN_THROUGHPUT("Output Token Throughput", "tokens/sec", false),
  OUTPUT_TOKEN_THROUGHPUT_PER_USER("Output Token Throughput Per User", "tokens/sec/user", true),
  REASONING_TOKEN_COUNT("Reasoning Token Count", "tokens", true),
  REQUEST_COUNT("Request Count", "requests", false),
  REQUEST_LATENCY("Request Latency", "ms", true),
  REQUEST_THROUGHPUT("Request Throughput", "requests/sec", false),
  TIME_TO_FIRST_OUTPUT_TOKEN("Time to First Output Token", "ms", true),
  TIME_TO_FIRST_TOKEN("Time to First Token", "ms", true),
  TIME_TO_SECOND_TOKEN("Time to Second Token", "ms", true),
  TOTAL_ERROR_ISL("Total Error Input Sequence Length", "tokens", false),
  TOTAL_ISL("Total Input Sequence Length", "tokens", false),
  TOTAL_OSL("Total Output Sequence Length", "tokens", false),
  TOTAL_OUTPUT_TOKENS("Total Output Tokens", "tokens", false),
  TOTAL_REASONING_TOKENS("Total Reasoning Tokens", "tokens", false);

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double THOUSANDTHS = 1e3;

  private final String header;
  private final String unit;
  private final boolean ofRequests;

  AiperfMetric(String header, String unit, boolean ofRequests) {
    this.header = header;
    this.unit = unit;
    this.ofRequests = ofRequests;
  }

  /** The name in files. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  String unit() {
    return unit;
  }

  /** How much of what a sample is counted in is one of the unit. */
  double samplesPerUnit() {
    return switch (unit) {
      case "ms" -> NANOS_PER_MILLI;
      case "tokens/sec/user" -> THOUSANDTHS;
      default -> 1;
    };
  }

  /** Header and unit, as AIPerf's CSV has them. */
  String label() {
    return unit.equals("requests") ? header : header + " (" + unit + ")";
  }

  /**
   * Some of them, in the order of their tags.
   *
   * @param ofRequests those that are distributions over requests; else those that are one value
   */
  static List<AiperfMetric> inOrder(boolean ofRequests) {
    return Arrays.stream(values())
        .filter(metric -> metric.ofRequests == ofRequests)
        .sorted(Comparator.comparing(AiperfMetric::tag))
        .toList();
  }
}
