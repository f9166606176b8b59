package io.github.gatlingllm.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.github.gatlingllm.timing.RunClock;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code run_log.jsonl}: one line a request, the truth from which every other file can be rebuilt.
 */
public final class RunLog implements RecordSink {

  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final JsonGenerator json;
  private final RequestJson format;

  /** Creates the file. */
  public RunLog(Path file, RunClock clock) throws IOException {
    this.out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
    this.json = new JsonFactory().createGenerator(out);
    json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    // A tiny number has no exponent either.
    json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    // A line that a failure cut off must not look whole.
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    this.format = new RequestJson(clock);
  }

  @Override
  public void write(RequestRecord request) throws IOException {
    format.write(request, json);
    json.writeRaw('\n');
  }

  @Override
  public void flush() throws IOException {
    json.flush();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
