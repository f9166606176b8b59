package io.github.gatlingllm.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.objective.Objectives;
import io.github.gatlingllm.report.RunSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that {@code vllm bench serve} would have written. */
class VllmExportTest {

  private static final Offset<Double> EXACT = within(1e-9);

  /**
   * The keys of vllm/benchmarks/serve.py at 009e6d4a: what {@code main_async} sets, and the {@code
   * result} of {@code benchmark()} for a generation.
   */
  private static final List<String> KEYS =
      List.of(
          "date",
          "endpoint_type",
          "backend",
          "label",
          "model_id",
          "tokenizer_id",
          "num_prompts",
          "request_rate",
          "burstiness",
          "max_concurrency",
          "duration",
          "completed",
          "failed",
          "total_input_tokens",
          "total_output_tokens",
          "request_throughput",
          "request_goodput",
          "output_throughput",
          "total_token_throughput",
          "input_lens",
          "output_lens",
          "ttfts",
          "itls",
          "latencies",
          "start_times",
          "queue_times",
          "generated_texts",
          "errors",
          "max_output_tokens_per_s",
          "max_concurrent_requests",
          "rtfx");

  /** Those that {@code process_one_metric} adds with these percentiles chosen. */
  private static final List<String> STATISTICS =
      Stream.of("ttft", "tpot", "itl", "e2el")
          .flatMap(
              metric ->
                  Stream.of("mean", "median", "std", "p50", "p90", "p95", "p99")
                      .map(statistic -> statistic + "_" + metric + "_ms"))
          .toList();

  @TempDir private Path folder;

  private JsonNode export(RunSummary summary) throws Exception {
    assertThat(ExportedRuns.export(ExportFormat.VLLM, summary, folder)).isEmpty();
    return ExportedRuns.json(folder.resolve("vllm.json"));
  }

  @Test
  void hasTheKeysOfVllmAndNoOthers() throws Exception {
    JsonNode json = export(ExportedRuns.write(folder, ExportedRuns.four()));

    List<String> keys = new ArrayList<>(KEYS);
    keys.addAll(STATISTICS);
    assertThat(json.fieldNames()).toIterable().containsExactlyElementsOf(keys);
  }

  @Test
  void countsByVllmsFormulas() throws Exception {
    JsonNode json = export(ExportedRuns.write(folder, ExportedRuns.four()));

    assertThat(json.get("duration").doubleValue()).isEqualTo(1.8, EXACT);
    assertThat(json.get("completed").intValue()).isEqualTo(3);
    assertThat(json.get("failed").intValue()).isEqualTo(1);
    assertThat(json.get("total_input_tokens").intValue()).isEqualTo(60);
    assertThat(json.get("total_output_tokens").intValue()).isEqualTo(9);
    assertThat(json.get("request_throughput").doubleValue()).isEqualTo(3 / 1.8, EXACT);
    assertThat(json.get("output_throughput").doubleValue()).isEqualTo(9 / 1.8, EXACT);
    assertThat(json.get("total_token_throughput").doubleValue()).isEqualTo(69 / 1.8, EXACT);
    assertThat(json.get("max_concurrency").intValue()).isEqualTo(2);
    assertThat(json.get("request_rate").textValue()).isEqualTo("inf");
  }

  @Test
  void latenciesEndWithTheLastChunkAndTpotLeavesOutTheFirst() throws Exception {
    JsonNode json = export(ExportedRuns.write(folder, ExportedRuns.four()));

    // Five tokens: (400 - 100) / 4. One token has no TPOT, and an answer in one piece none either.
    assertThat(json.get("mean_tpot_ms").doubleValue()).isEqualTo(75, EXACT);
    assertThat(json.get("mean_ttft_ms").doubleValue()).isEqualTo(175, EXACT);
    assertThat(json.get("median_ttft_ms").doubleValue()).isEqualTo(175, EXACT);
    assertThat(json.get("std_ttft_ms").doubleValue()).isEqualTo(75, EXACT);
    // Linear between 100 and 250, as numpy's.
    assertThat(json.get("p90_ttft_ms").doubleValue()).isEqualTo(235, EXACT);
    assertThat(json.get("mean_e2el_ms").doubleValue()).isEqualTo((400 + 250 + 600) / 3.0, EXACT);
    assertThat(json.get("mean_itl_ms").doubleValue()).isEqualTo(75, EXACT);
    assertThat(json.get("p50_itl_ms").doubleValue()).isEqualTo(75, EXACT);
  }

  @Test
  void arraysHaveAPlaceForEachRequestInSeconds() throws Exception {
    JsonNode json = export(ExportedRuns.write(folder, ExportedRuns.four()));

    assertThat(json.get("input_lens")).hasToString("[10,7,20,30]");
    assertThat(json.get("output_lens")).hasToString("[5,0,1,3]");
    assertThat(json.get("ttfts")).hasToString("[0.1,0,0.25,0.6]");
    assertThat(json.get("itls")).hasToString("[[0.1,0.1,0.05,0.05],[],[],[]]");
    assertThat(json.get("latencies")).hasToString("[0.4,0,0.25,0.6]");
    assertThat(json.get("start_times")).hasToString("[1000,1000.2,1000.1,1001.2]");
    assertThat(json.get("queue_times")).hasToString("[0,0,0,0]");
    assertThat(json.get("generated_texts")).hasToString("[\"=1+1\",\"\",\"b\",\"whole\"]");
    assertThat(json.at("/errors/0").textValue()).isEmpty();
    assertThat(json.at("/errors/1").textValue()).startsWith("http_429: slow | down");
  }

  @Test
  void peaksAreOfSecondsAndInstants() throws Exception {
    JsonNode json = export(ExportedRuns.write(folder, ExportedRuns.four()));

    // Five chunks of the first and one of the second in the first second.
    assertThat(json.get("max_output_tokens_per_s").intValue()).isEqualTo(6);
    assertThat(json.get("max_concurrent_requests").intValue()).isEqualTo(2);
  }

  @Test
  void goodputIsASecondAndAbsentWithoutLimits() throws Exception {
    JsonNode json = export(ExportedRuns.write(folder, ExportedRuns.four()));
    // The first misses TPOT, the second and the third TTFT.
    assertThat(json.get("request_goodput").doubleValue()).isZero();

    RunSummary free =
        ExportedRuns.write(folder, ExportedRuns.four(), Objectives.NONE, RunEnd.COMPLETED);
    assertThat(export(free).get("request_goodput").isNull()).isTrue();
  }

  @Test
  void aRunWithoutRequestsHasEmptyArraysAndZeros() throws Exception {
    JsonNode json = export(ExportedRuns.write(folder, List.of()));

    assertThat(json.get("ttfts")).isEmpty();
    assertThat(json.get("duration").intValue()).isZero();
    assertThat(json.get("mean_ttft_ms").intValue()).isZero();
  }

  @Test
  void leavesNothingBesideItsFile() throws Exception {
    RunSummary summary = ExportedRuns.write(folder, ExportedRuns.four());
    export(summary);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("run_log.jsonl", "run_facts.jsonl", "vllm.json");
    }
  }

  /** The other {@code result} of {@code benchmark()}, for pooling. */
  @Test
  void inputsThatAreAnsweredWithVectorsHaveNoTokensThatCameOut() throws Exception {
    RunSummary summary =
        ExportedRuns.write(
            folder,
            List.of(ExportedRuns.inputs("a", 0, 500, 2), ExportedRuns.inputs("b", 500, 2000, 4)));
    assertThat(ExportedRuns.export(ExportFormat.VLLM, summary, folder)).isEmpty();
    JsonNode json = ExportedRuns.json(folder.resolve("vllm.json"));

    assertThat(json.path("total_input_sequences").intValue()).isEqualTo(6);
    assertThat(json.path("input_sequence_throughput").doubleValue()).isEqualTo(3);
    assertThat(json.path("total_token_throughput").doubleValue()).isEqualTo(30);
    assertThat(json.path("latencies").toString()).isEqualTo("[0.5,1.5]");
    assertThat(json.path("median_e2el_ms").doubleValue()).isEqualTo(1000);
    List<String> keys = new ArrayList<>();
    json.fieldNames().forEachRemaining(keys::add);
    assertThat(keys)
        .contains("queue_times", "input_lens", "errors")
        .noneMatch(key -> key.contains("ttft") || key.contains("tpot") || key.contains("itl"))
        .noneMatch(key -> key.contains("output") || key.contains("goodput"));
  }
}
