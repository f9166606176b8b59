package io.github.gatlingllm.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.gatlingllm.load.ArrivalProcess;
import io.github.gatlingllm.load.ClosedLoad;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.report.RunFacts;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * The result JSON of {@code vllm bench serve --save-result --save-detailed}: all requests of the
 * run, by vLLM's formulas. Its keys are those that its {@code benchmark()} returns and its {@code
 * main_async} adds; docs/exports.md has them, with their source.
 */
final class VllmExport implements Export {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** The arrays, in vLLM's order. */
  private static final List<String> ARRAYS =
      List.of(
          "input_lens",
          "output_lens",
          "ttfts",
          "itls",
          "latencies",
          "start_times",
          "queue_times",
          "generated_texts",
          "errors");

  /** Those of a run of inputs that are answered with vectors or scores. */
  private static final List<String> ARRAYS_OF_INPUTS =
      List.of("input_lens", "latencies", "queue_times", "errors");

  private static final List<Integer> PERCENTILES = List.of(50, 90, 95, 99);

  @Override
  public void write(ExportedRun run) throws IOException {
    RequestLimits limits = run.summary().facts().objectives().limits();
    noteForeignLimits(run, limits);
    VllmTotals totals = new VllmTotals(limits, firstSuccess(run));
    String name = ExportFormat.VLLM.files().get(0);
    try (ColumnFiles columns = new ColumnFiles(run.folder(), name)) {
      run.requestsWithAnswers(request -> add(request, totals, columns));
      run.write(name, out -> write(run.summary().facts(), totals, columns, out));
    }
  }

  private static void noteForeignLimits(ExportedRun run, RequestLimits limits) {
    if (limits.byMetric().containsKey(LimitedMetric.TTFNT)
        || limits.byMetric().containsKey(LimitedMetric.LONGEST_STALL)) {
      run.note("vLLM knows limits on ttft, tpot and e2e alone: request_goodput leaves out others");
    }
  }

  /** vLLM's seconds begin with it, so it has to be known before the others are counted. */
  private static long firstSuccess(ExportedRun run) throws IOException {
    long[] first = {Long.MAX_VALUE};
    run.requests(
        request -> {
          if (request.succeeded()) {
            first[0] = Math.min(first[0], request.metrics().instants().started());
          }
        });
    return first[0];
  }

  private static void add(RequestRecord request, VllmTotals totals, ColumnFiles columns)
      throws IOException {
    VllmRequest of = VllmRequest.of(request);
    totals.add(request, of);
    columns.column("input_lens").writeNumber(of.promptTokens());
    columns.column("output_lens").writeNumber(of.outputTokens());
    columns.column("ttfts").writeNumber(ExportJson.seconds(of.ttft()));
    writeGaps(request, columns.column("itls"));
    columns.column("latencies").writeNumber(ExportJson.seconds(of.latency()));
    long start = request.metrics().instants().started();
    columns.column("start_times").writeNumber(ExportJson.seconds(start));
    long waited = start - request.metrics().instants().scheduled();
    columns.column("queue_times").writeNumber(ExportJson.seconds(Math.max(0, waited)));
    columns.column("generated_texts").writeString(ExportJson.wellFormed(request.answer()));
    String error = request.succeeded() ? "" : request.outcome().kind() + ": " + message(request);
    columns.column("errors").writeString(ExportJson.wellFormed(error));
  }

  private static String message(RequestRecord request) {
    return request.outcome().message();
  }

  private static void writeGaps(RequestRecord request, JsonGenerator json) throws IOException {
    json.writeStartArray();
    int events = request.metrics().hasTokenTiming() ? request.metrics().timeline().size() : 0;
    for (int i = 1; i < events; i++) {
      json.writeNumber(
          ExportJson.seconds(
              request.metrics().timeline().nanos(i) - request.metrics().timeline().nanos(i - 1)));
    }
    json.writeEndArray();
  }

  private static void write(
      RunFacts facts, VllmTotals totals, ColumnFiles columns, OutputStream out) throws IOException {
    JsonGenerator json = ExportJson.pretty(out);
    json.writeStartObject();
    writeSetup(facts, totals, json);
    if (totals.isOfInputs()) {
      writeOfInputs(totals, columns, json, out);
    } else {
      writeOfText(totals, columns, json, out);
    }
    json.writeEndObject();
    json.writeRaw("\n");
    json.close();
  }

  private static void writeOfText(
      VllmTotals totals, ColumnFiles columns, JsonGenerator json, OutputStream out)
      throws IOException {
    writeTotals(totals, json);
    for (String name : ARRAYS) {
      columns.writeTo(name, json, out);
    }
    writePeaks(totals, json);
    writeMetric("ttft", totals.ttft, json);
    writeMetric("tpot", totals.tpot, json);
    writeMetric("itl", totals.itl, json);
    writeMetric("e2el", totals.e2el, json);
  }

  /** What its {@code EmbedBenchmarkMetrics} become: nothing of tokens that came out. */
  private static void writeOfInputs(
      VllmTotals totals, ColumnFiles columns, JsonGenerator json, OutputStream out)
      throws IOException {
    json.writeNumberField("duration", ExportJson.seconds(totals.durationNanos()));
    json.writeNumberField("completed", totals.completed());
    json.writeNumberField("total_input_tokens", totals.inputTokens());
    json.writeNumberField("total_input_sequences", totals.inputSequences());
    rate("request_throughput", totals.completed(), totals, json);
    rate("input_sequence_throughput", totals.inputSequences(), totals, json);
    rate("total_token_throughput", totals.inputTokens(), totals, json);
    for (String name : ARRAYS_OF_INPUTS) {
      columns.writeTo(name, json, out);
    }
    writeMetric("e2el", totals.e2el, json);
  }

  private static void writeSetup(RunFacts facts, VllmTotals totals, JsonGenerator json)
      throws IOException {
    String api = text(facts, "api");
    json.writeStringField("date", DATE.format(facts.start()));
    json.writeStringField("endpoint_type", api);
    json.writeStringField("backend", api);
    json.writeStringField("label", facts.runId());
    json.writeStringField("model_id", text(facts, "model"));
    json.writeNullField("tokenizer_id");
    json.writeNumberField("num_prompts", totals.completed() + totals.failed());
    Optional<OpenLoad> open =
        facts.load().filter(OpenLoad.class::isInstance).map(OpenLoad.class::cast);
    if (open.isPresent() && !open.get().isReplay()) {
      json.writeNumberField("request_rate", ExportJson.number(open.get().rate()));
    } else {
      json.writeStringField("request_rate", "inf");
    }
    json.writeNumberField("burstiness", ExportJson.number(burstiness(open)));
    writeConcurrency(facts.load(), json);
  }

  /** vLLM's is the shape of the gamma distribution; 1, its default, is Poisson. */
  private static double burstiness(Optional<OpenLoad> open) {
    return open.map(OpenLoad::process)
        .filter(ArrivalProcess.Gamma.class::isInstance)
        .map(ArrivalProcess.Gamma.class::cast)
        .map(ArrivalProcess.Gamma::shape)
        .orElse(1.0);
  }

  private static void writeConcurrency(Optional<LoadProfile> load, JsonGenerator json)
      throws IOException {
    if (load.orElse(null) instanceof ClosedLoad closed) {
      json.writeNumberField("max_concurrency", closed.concurrency());
    } else {
      json.writeNullField("max_concurrency");
    }
  }

  private static String text(RunFacts facts, String fact) {
    Object value = facts.endpoint().get(fact);
    return value == null ? "" : ExportJson.wellFormed(value.toString());
  }

  private static void writeTotals(VllmTotals totals, JsonGenerator json) throws IOException {
    json.writeNumberField("duration", ExportJson.seconds(totals.durationNanos()));
    json.writeNumberField("completed", totals.completed());
    json.writeNumberField("failed", totals.failed());
    json.writeNumberField("total_input_tokens", totals.inputTokens());
    json.writeNumberField("total_output_tokens", totals.outputTokens());
    rate("request_throughput", totals.completed(), totals, json);
    if (totals.isLimited()) {
      rate("request_goodput", totals.good(), totals, json);
    } else {
      json.writeNullField("request_goodput");
    }
    rate("output_throughput", totals.outputTokens(), totals, json);
    rate("total_token_throughput", totals.inputTokens() + totals.outputTokens(), totals, json);
  }

  private static void rate(String name, long amount, VllmTotals totals, JsonGenerator json)
      throws IOException {
    json.writeNumberField(name, ExportJson.number(totals.perSecond((double) amount)));
  }

  private static void writePeaks(VllmTotals totals, JsonGenerator json) throws IOException {
    json.writeNumberField("max_output_tokens_per_s", totals.mostChunksInSecond());
    if (totals.mostConcurrent().isPresent()) {
      json.writeNumberField("max_concurrent_requests", totals.mostConcurrent().getAsInt());
    } else {
      json.writeNullField("max_concurrent_requests");
    }
    json.writeNumberField("rtfx", 0);
  }

  private static void writeMetric(String name, Samples samples, JsonGenerator json)
      throws IOException {
    number("mean_" + name + "_ms", samples.mean(), json);
    number("median_" + name + "_ms", samples.percentile(50), json);
    number("std_" + name + "_ms", samples.standardDeviation(), json);
    for (int percentile : PERCENTILES) {
      number("p" + percentile + "_" + name + "_ms", samples.percentile(percentile), json);
    }
  }

  private static void number(String name, double value, JsonGenerator json) throws IOException {
    json.writeNumberField(name, ExportJson.number(value));
  }
}
