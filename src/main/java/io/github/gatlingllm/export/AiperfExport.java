package io.github.gatlingllm.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.gatlingllm.load.ClosedLoad;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.report.RunFacts;
import io.github.gatlingllm.report.RunSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * AIPerf's files: {@code profile_export.jsonl} with a line for each request, {@code
 * profile_export_aiperf.json} and {@code profile_export_aiperf.csv} with all of them together, by
 * AIPerf's formulas. docs/exports.md has the fields, with their source.
 */
final class AiperfExport implements Export {

  private static final String SCHEMA_VERSION = "1.0";
  private static final List<Integer> PERCENTILES = List.of(1, 5, 10, 25, 50, 75, 90, 95, 99);

  @Override
  public void write(ExportedRun run) throws IOException {
    AiperfTotals totals = new AiperfTotals(run.summary().facts().objectives().limits());
    List<String> files = ExportFormat.AIPERF.files();
    run.write(files.get(2), out -> writeRecords(run, totals, out));
    run.write(files.get(0), out -> writeSummary(run.summary(), totals, out));
    run.write(
        files.get(1),
        out -> out.write(new AiperfCsv(totals).toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static void writeRecords(ExportedRun run, AiperfTotals totals, OutputStream out)
      throws IOException {
    AiperfRecords records = new AiperfRecords(out);
    run.requests(request -> records.write(request, totals.add(request)));
    records.flush();
  }

  private static void writeSummary(RunSummary summary, AiperfTotals totals, OutputStream out)
      throws IOException {
    RunFacts facts = summary.facts();
    JsonGenerator json = ExportJson.pretty(out);
    json.writeStartObject();
    json.writeStringField("schema_version", SCHEMA_VERSION);
    json.writeStringField("benchmark_id", ExportJson.wellFormed(facts.runId()));
    for (Map.Entry<AiperfMetric, Samples> metric : totals.distributions().entrySet()) {
      write(metric.getKey(), metric.getValue(), json);
    }
    for (Map.Entry<AiperfMetric, Number> metric : totals.values().entrySet()) {
      json.writeObjectFieldStart(metric.getKey().tag());
      json.writeStringField("unit", metric.getKey().unit());
      writeNumber("avg", metric.getValue(), json);
      json.writeEndObject();
    }
    writeInput(facts, json);
    json.writeBooleanField("was_cancelled", !facts.ended().isComplete());
    writeErrors(summary, json);
    json.writeStringField("start_time", facts.start().toString());
    json.writeStringField("end_time", facts.end().toString());
    json.writeEndObject();
    json.writeRaw("\n");
    json.close();
  }

  private static void write(AiperfMetric metric, Samples samples, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(metric.tag());
    json.writeStringField("unit", metric.unit());
    writeNumber("avg", samples.mean(), json);
    for (int percentile : PERCENTILES) {
      writeNumber("p" + percentile, samples.percentile(percentile), json);
    }
    writeNumber("min", samples.min(), json);
    writeNumber("max", samples.max(), json);
    writeNumber("std", samples.standardDeviation(), json);
    json.writeEndObject();
  }

  static void writeNumber(String name, Number value, JsonGenerator json) throws IOException {
    if (value instanceof Long whole) {
      json.writeNumberField(name, whole);
    } else {
      json.writeNumberField(name, ExportJson.number(value.doubleValue()));
    }
  }

  /** As much of AIPerf's own configuration as its reader looks at, and we know. */
  private static void writeInput(RunFacts facts, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("input_config");
    json.writeObjectFieldStart("endpoint");
    json.writeArrayFieldStart("model_names");
    json.writeString(fact(facts, "model"));
    json.writeEndArray();
    json.writeArrayFieldStart("urls");
    json.writeString(fact(facts, "baseUrl"));
    json.writeEndArray();
    json.writeBooleanField("streaming", Boolean.TRUE.equals(facts.endpoint().get("streaming")));
    json.writeEndObject();
    json.writeObjectFieldStart("loadgen");
    writeLoad(facts.load().orElse(null), json);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeLoad(@Nullable LoadProfile load, JsonGenerator json) throws IOException {
    if (load instanceof ClosedLoad closed) {
      json.writeNumberField("concurrency", closed.concurrency());
    } else if (load instanceof OpenLoad open && !open.isReplay()) {
      json.writeNumberField("request_rate", ExportJson.number(open.rate()));
    }
    if (load != null && load.maxRequests().isPresent()) {
      json.writeNumberField("request_count", load.maxRequests().getAsLong());
    }
  }

  private static String fact(RunFacts facts, String name) {
    Object value = facts.endpoint().get(name);
    return value == null ? "" : ExportJson.wellFormed(value.toString());
  }

  private static void writeErrors(RunSummary summary, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("error_summary");
    for (Map.Entry<String, RunSummary.Errors> kind : summary.errors().entrySet()) {
      json.writeStartObject();
      json.writeObjectFieldStart("error_details");
      AiperfRecords.writeError(kind.getKey(), kind.getValue().lastMessage(), json);
      json.writeEndObject();
      json.writeNumberField("count", kind.getValue().count());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
