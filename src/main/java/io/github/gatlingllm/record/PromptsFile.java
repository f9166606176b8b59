package io.github.gatlingllm.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code prompts.jsonl}: the prompts that were sent, one line each in the order in which they
 * ended, in flotest's format.
 */
public final class PromptsFile implements RecordSink {

  private final JsonGenerator json;

  /** Creates the file. */
  public PromptsFile(Path file) throws IOException {
    this.json =
        new JsonFactory().createGenerator(new BufferedOutputStream(Files.newOutputStream(file)));
    json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    // A line that a failure cut off must not look whole.
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
  }

  @Override
  public void write(RequestRecord request) throws IOException {
    json.writeStartObject();
    json.writeStringField("text", WellFormedText.of(request.prompt().text()));
    if (request.prompt().tokenCount() >= 0) {
      json.writeNumberField("tokenCount", request.prompt().tokenCount());
    }
    if (request.prompt().outputTokenTarget() >= 0) {
      json.writeNumberField("outputTokenTarget", request.prompt().outputTokenTarget());
    }
    json.writeEndObject();
    json.writeRaw('\n');
  }

  @Override
  public void flush() throws IOException {
    json.flush();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
