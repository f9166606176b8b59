package io.github.gatlingllm.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.timing.RequestInstants;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** The lines of {@code profile_export.jsonl}: one request each, in the order of the log. */
final class AiperfRecords {

  private static final String WORKER = "gatling-llm";
  private static final String HTTP = "http_";

  private final JsonGenerator json;
  private long number;

  AiperfRecords(OutputStream out) throws IOException {
    this.json = ExportJson.on(out).setRootValueSeparator(null);
  }

  /**
   * Writes a line.
   *
   * @param measured its metrics, in what their samples are counted in
   */
  void write(RequestRecord request, Map<AiperfMetric, Long> measured) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("metadata");
    writeMetadata(request);
    json.writeEndObject();
    json.writeObjectFieldStart("metrics");
    for (Map.Entry<AiperfMetric, Long> metric : measured.entrySet()) {
      write(metric.getKey(), metric.getValue());
    }
    if (request.succeeded()) {
      writeGaps(request);
    }
    json.writeEndObject();
    if (request.succeeded()) {
      json.writeNullField("error");
    } else {
      json.writeObjectFieldStart("error");
      writeError(request.outcome().kind(), request.outcome().message(), json);
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeRaw('\n');
    number++;
  }

  private void writeMetadata(RequestRecord request) throws IOException {
    RequestInstants instants = request.metrics().instants();
    json.writeNumberField("session_num", number);
    json.writeStringField("x_request_id", ExportJson.wellFormed(request.requestId()));
    if (request.prompt().turn().isKnown()) {
      String session = ExportJson.wellFormed(request.prompt().turn().session());
      json.writeStringField("x_correlation_id", session);
      json.writeStringField("conversation_id", session);
      json.writeNumberField("turn_index", request.prompt().turn().number() - 1);
    } else {
      json.writeNullField("x_correlation_id");
      json.writeNullField("conversation_id");
      json.writeNumberField("turn_index", 0);
    }
    json.writeNumberField("request_start_ns", instants.started());
    boolean acknowledged =
        request.metrics().isStreamed() && instants.headers() != RequestInstants.NEVER;
    optional("request_ack_ns", acknowledged ? instants.headers() : -1);
    json.writeNumberField("request_end_ns", instants.done());
    json.writeStringField("worker_id", WORKER);
    json.writeStringField("record_processor_id", WORKER);
    json.writeStringField("benchmark_phase", "profiling");
    boolean cancelled = request.outcome() instanceof StreamOutcome.Cancelled;
    json.writeBooleanField("was_cancelled", cancelled);
    optional("cancellation_time_ns", cancelled ? instants.done() : -1);
  }

  private void optional(String name, long value) throws IOException {
    if (value < 0) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, value);
    }
  }

  private void write(AiperfMetric metric, long sample) throws IOException {
    json.writeObjectFieldStart(metric.tag());
    if (metric.samplesPerUnit() == 1) {
      json.writeNumberField("value", sample);
    } else {
      json.writeNumberField("value", ExportJson.number(sample / metric.samplesPerUnit()));
    }
    json.writeStringField("unit", metric.unit());
    json.writeEndObject();
  }

  private void writeGaps(RequestRecord request) throws IOException {
    int events = request.metrics().hasTokenTiming() ? request.metrics().timeline().size() : 0;
    if (events < 2) {
      return;
    }
    json.writeObjectFieldStart(AiperfMetric.INTER_CHUNK_LATENCY.tag());
    json.writeArrayFieldStart("value");
    for (int i = 1; i < events; i++) {
      json.writeNumber(
          ExportJson.millis(
              request.metrics().timeline().nanos(i) - request.metrics().timeline().nanos(i - 1)));
    }
    json.writeEndArray();
    json.writeStringField("unit", AiperfMetric.INTER_CHUNK_LATENCY.unit());
    json.writeEndObject();
  }

  /** The fields of AIPerf's {@code ErrorDetails}. */
  static void writeError(String kind, String message, JsonGenerator json) throws IOException {
    if (kind.startsWith(HTTP) && isNumber(kind.substring(HTTP.length()))) {
      json.writeNumberField("code", Integer.parseInt(kind.substring(HTTP.length())));
    } else {
      json.writeNullField("code");
    }
    json.writeStringField("type", ExportJson.wellFormed(kind));
    json.writeStringField("message", ExportJson.wellFormed(message));
  }

  private static boolean isNumber(String text) {
    return text.length() == 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  void flush() throws IOException {
    json.flush();
  }
}
