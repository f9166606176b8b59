package io.github.gatlingllm.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that AIPerf would have written. */
class AiperfExportTest {

  private static final Offset<Double> EXACT = within(1e-9);

  /** Of {@code JsonMetricResult}, in aiperf/common/models/export_models.py at db4f6397. */
  private static final List<String> STATISTICS =
      List.of(
          "unit", "avg", "p1", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p99", "min", "max",
          "std");

  /** Of {@code MetricRecordMetadata}, in aiperf/common/models/record_models.py at db4f6397. */
  private static final List<String> METADATA =
      List.of(
          "session_num",
          "x_request_id",
          "x_correlation_id",
          "conversation_id",
          "turn_index",
          "request_start_ns",
          "request_ack_ns",
          "request_end_ns",
          "worker_id",
          "record_processor_id",
          "benchmark_phase",
          "was_cancelled",
          "cancellation_time_ns");

  @TempDir private Path folder;

  @BeforeEach
  void export() throws Exception {
    assertThat(
            ExportedRuns.export(
                ExportFormat.AIPERF, ExportedRuns.write(folder, ExportedRuns.four()), folder))
        .isEmpty();
  }

  private JsonNode summary() throws Exception {
    return ExportedRuns.json(folder.resolve("profile_export_aiperf.json"));
  }

  private JsonNode record(int index) throws Exception {
    return ExportedRuns.json(Files.readAllLines(folder.resolve("profile_export.jsonl")).get(index));
  }

  @Test
  void everyDistributionHasTheStatisticsOfAiperf() throws Exception {
    JsonNode latency = summary().get("request_latency");

    assertThat(latency.fieldNames()).toIterable().containsExactlyElementsOf(STATISTICS);
    assertThat(latency.get("unit").textValue()).isEqualTo("ms");
    assertThat(latency.get("avg").doubleValue()).isEqualTo((400 + 250 + 600) / 3.0, EXACT);
    assertThat(latency.get("max").doubleValue()).isEqualTo(600, EXACT);
    // Of a population, as numpy's.
    assertThat(latency.get("std").doubleValue()).isEqualTo(143.3720878, within(1e-6));
  }

  @Test
  void metricsFollowAiperfsFormulas() throws Exception {
    JsonNode json = summary();

    assertThat(json.at("/time_to_first_token/avg").doubleValue()).isEqualTo(175, EXACT);
    assertThat(json.at("/time_to_second_token/avg").doubleValue()).isEqualTo(100, EXACT);
    assertThat(json.at("/inter_token_latency/avg").doubleValue()).isEqualTo(75, EXACT);
    assertThat(json.at("/inter_chunk_latency/p75").doubleValue()).isEqualTo(100, EXACT);
    assertThat(json.at("/output_token_throughput_per_user/avg").doubleValue())
        .isEqualTo(13.333, within(1e-3));
    assertThat(json.at("/output_token_throughput_per_user/unit").textValue())
        .isEqualTo("tokens/sec/user");
    assertThat(json.at("/benchmark_duration/avg").doubleValue()).isEqualTo(1.8, EXACT);
    assertThat(json.at("/request_throughput/avg").doubleValue()).isEqualTo(3 / 1.8, EXACT);
    assertThat(json.at("/output_token_throughput/avg").doubleValue()).isEqualTo(9 / 1.8, EXACT);
    assertThat(json.at("/request_count/avg").intValue()).isEqualTo(3);
    assertThat(json.at("/error_request_count/avg").intValue()).isEqualTo(1);
    assertThat(json.at("/total_error_isl/avg").intValue()).isEqualTo(7);
    assertThat(json.at("/good_request_count/avg").intValue()).isZero();
    assertThat(json.at("/min_request_timestamp/avg").longValue()).isEqualTo(1_000_000_000_000L);
  }

  @Test
  void namesModelLoadAndErrorsWhereAiperfLooksForThem() throws Exception {
    JsonNode json = summary();

    assertThat(json.at("/input_config/endpoint/model_names/0").textValue()).isEqualTo("some-model");
    assertThat(json.at("/input_config/loadgen/concurrency").intValue()).isEqualTo(2);
    assertThat(json.at("/input_config/loadgen/request_count").intValue()).isEqualTo(4);
    assertThat(json.at("/error_summary/0/count").intValue()).isEqualTo(1);
    assertThat(json.at("/error_summary/0/error_details/code").intValue()).isEqualTo(429);
    assertThat(json.at("/error_summary/0/error_details/message").textValue()).startsWith("slow");
    assertThat(json.get("was_cancelled").booleanValue()).isFalse();
  }

  @Test
  void aRequestThatSucceededHasItsMetrics() throws Exception {
    JsonNode record = record(0);

    assertThat(record.fieldNames()).toIterable().containsExactly("metadata", "metrics", "error");
    assertThat(record.get("metadata").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(METADATA);
    assertThat(record.at("/metadata/request_start_ns").longValue()).isEqualTo(1_000_000_000_000L);
    assertThat(record.at("/metadata/request_ack_ns").longValue()).isEqualTo(1_000_000_002_000L);
    assertThat(record.at("/metrics/time_to_first_token/value").doubleValue()).isEqualTo(100, EXACT);
    assertThat(record.at("/metrics/inter_chunk_latency/value")).hasToString("[100,100,50,50]");
    assertThat(record.at("/metrics/output_sequence_length/value").intValue()).isEqualTo(5);
    assertThat(record.get("error").isNull()).isTrue();
  }

  @Test
  void aRequestThatFailedHasItsErrorAlone() throws Exception {
    JsonNode record = record(1);

    assertThat(record.get("metrics").fieldNames()).toIterable().containsExactly("error_isl");
    assertThat(record.at("/error/code").intValue()).isEqualTo(429);
    assertThat(record.at("/error/type").textValue()).isEqualTo("http_429");
  }

  @Test
  void theTableHasDistributionsAndThenSingleValues() throws Exception {
    String csv = Files.readString(folder.resolve("profile_export_aiperf.csv"));
    String[] sections = csv.split("\r\n\r\n", -1);

    assertThat(sections).hasSize(2);
    assertThat(sections[0].split("\r\n", -1))
        .contains(
            "Metric,avg,min,max,p1,p5,p10,p25,p50,p75,p90,p95,p99,std",
            "Inter Chunk Latency (ms),75.00,50.00,100.00,50.00,50.00,50.00,50.00,75.00,100.00,"
                + "100.00,100.00,100.00,25.00");
    assertThat(sections[1].split("\r\n", -1))
        .startsWith("Metric,Value")
        .contains("Request Count,3", "Request Throughput (requests/sec),1.67");
  }

  @Test
  void inputsThatAreAnsweredWithVectorsHaveNoOutputTokens() throws Exception {
    ExportedRuns.export(
        ExportFormat.AIPERF,
        ExportedRuns.write(
            folder,
            List.of(ExportedRuns.inputs("a", 0, 500, 2), ExportedRuns.inputs("b", 500, 2000, 4))),
        folder);

    assertThat(summary().path("request_latency").path("avg").doubleValue()).isEqualTo(1000);
    assertThat(summary().path("total_isl").path("avg").intValue()).isEqualTo(60);
    List<String> keys = new ArrayList<>();
    summary().fieldNames().forEachRemaining(keys::add);
    assertThat(keys).noneMatch(key -> key.contains("output") || key.contains("osl"));
    assertThat(Files.readString(folder.resolve("profile_export_aiperf.csv")))
        .doesNotContain("Output");
    assertThat(record(0).path("metrics").has("output_sequence_length")).isFalse();
  }
}
