package io.github.gatlingllm.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.github.gatlingllm.load.Phase;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * {@code health.jsonl}: a line for each sample, about one a second, flushed as it is written. A
 * kilobyte a line and little more for each event loop, so about a hundred megabytes a day.
 */
final class HealthLog implements Closeable {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int DECIMALS = 3;

  private final JsonGenerator json;

  /** Creates the file. */
  HealthLog(Path file) throws IOException {
    this.json =
        new JsonFactory().createGenerator(new BufferedOutputStream(Files.newOutputStream(file)));
    json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    // A line that a failure cut off must not look whole.
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
  }

  void write(HealthSample sample) throws IOException {
    double seconds = sample.nanos() / NANOS_PER_SECOND;
    json.writeStartObject();
    json.writeNumberField("time", sample.endEpochMillis());
    number("seconds", seconds);
    Optional<Phase> phase = sample.phase();
    if (phase.isPresent()) {
      json.writeStringField("phase", phase.get().key());
    }
    writeLags(sample);
    writeMachine(sample, seconds);
    HealthSample.Requests requests = sample.requests();
    number("inFlight", requests.inFlight().meanOpen());
    if (requests.inFlight().asked() > 0) {
      number("inFlightAsked", requests.inFlight().meanAsked());
    }
    json.writeNumberField("started", requests.started());
    json.writeNumberField("ended", requests.ended());
    json.writeNumberField("logBacklogBytes", sample.logBacklogBytes());
    writeExact(sample);
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  /** What the summary is made of, unrounded: {@link HealthLogReader} makes the sample of it. */
  private void writeExact(HealthSample sample) throws IOException {
    json.writeObjectFieldStart("exact");
    json.writeBooleanField("running", sample.running());
    json.writeNumberField("nanos", sample.nanos());
    json.writeNumberField("processNanos", sample.cpu().processNanos());
    ProcessorTicks machine = sample.cpu().machine();
    numbers("ticks", machine.busy(), machine.steal(), machine.total());
    json.writeNumberField("allocatedBytes", sample.allocatedBytes());
    json.writeNumberField("stoppedNanos", sample.stops().nanos());
    Concurrency settled = sample.requests().whenSettled();
    numbers("settled", settled.looks(), settled.open(), settled.asked());
    json.writeArrayFieldStart("lagNanos");
    for (HistogramIterationValue bucket : all(sample).recordedValues()) {
      json.writeNumber(bucket.getValueIteratedTo());
      json.writeNumber(bucket.getCountAddedInThisIterationStep());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void numbers(String name, long... values) throws IOException {
    json.writeArrayFieldStart(name);
    for (long value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  private static Histogram all(HealthSample sample) {
    Histogram all = new Histogram(HealthSample.LAG_DIGITS);
    sample.lagByLoop().forEach(all::add);
    return all;
  }

  private void writeLags(HealthSample sample) throws IOException {
    json.writeObjectFieldStart("loopLagMs");
    writeLag(all(sample));
    json.writeEndObject();
    json.writeArrayFieldStart("loops");
    for (Histogram loop : sample.lagByLoop()) {
      json.writeStartObject();
      writeLag(loop);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Nothing of a loop that stood still the whole time. */
  private void writeLag(Histogram lag) throws IOException {
    if (lag.getTotalCount() > 0) {
      number("p50", lag.getValueAtPercentile(50) / NANOS_PER_MILLI);
      number("p99", lag.getValueAtPercentile(99) / NANOS_PER_MILLI);
      number("max", lag.getMaxValue() / NANOS_PER_MILLI);
    }
  }

  private void writeMachine(HealthSample sample, double seconds) throws IOException {
    if (sample.cpu().processNanos() >= 0) {
      number("processCores", (double) sample.cpu().processNanos() / sample.nanos());
    }
    ProcessorTicks machine = sample.cpu().machine();
    if (machine.total() > 0) {
      number("machineCpu", (double) machine.busy() / machine.total());
      number("steal", (double) machine.steal() / machine.total());
    }
    json.writeNumberField("gcPauses", sample.pauses().count());
    json.writeNumberField("gcPauseMs", sample.pauses().totalMillis());
    json.writeNumberField("gcMaxPauseMs", sample.pauses().maxMillis());
    known("stops", sample.stops().count());
    if (sample.stops().nanos() >= 0) {
      number("stoppedMs", sample.stops().nanos() / NANOS_PER_MILLI);
    }
    known("closedWindows", sample.closedWindows());
    json.writeNumberField("heapUsedBytes", sample.heap().usedBytes());
    known("heapMaxBytes", sample.heap().maxBytes());
    if (sample.allocatedBytes() >= 0) {
      json.writeNumberField(
          "allocatedBytesPerSecond", Math.round(sample.allocatedBytes() / seconds));
    }
    known("openFiles", sample.files().open());
    known("openFilesLimit", sample.files().limit());
  }

  private void known(String name, long value) throws IOException {
    if (value >= 0) {
      json.writeNumberField(name, value);
    }
  }

  private void number(String name, double value) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP));
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
