package io.github.gatlingllm.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.github.gatlingllm.timing.RunClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code individual_responses/<requestId>.json}: the lines of the run log, each in a file of its
 * own, indented by two spaces. Those beyond a limit are counted; they are in the log all the same.
 */
public final class IndividualResponses implements RecordSink {

  /** The folder's name among the files of a run. */
  public static final String FOLDER = "individual_responses";

  /** Ids are ours; one that leads elsewhere would be a fault, and must do no harm. */
  private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

  private static final DefaultPrettyPrinter PRINTER = printer();

  private final Path folder;
  private final ResponseLimits limits;
  private final RequestJson format;
  private final JsonFactory json = new JsonFactory();
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private int files;
  private long bytes;
  private long leftOut;

  /** Makes the folder, where it is not there. */
  public IndividualResponses(Path folder, RunClock clock, ResponseLimits limits)
      throws IOException {
    this.folder = Files.createDirectories(folder);
    this.limits = limits;
    this.format = new RequestJson(clock);
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""))
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }

  @Override
  public void write(RequestRecord request) throws IOException {
    if (files >= limits.files() || !PLAIN_ID.matcher(request.requestId()).matches()) {
      leftOut++;
      return;
    }
    byte[] record = written(request);
    if (bytes + record.length > limits.bytes()) {
      leftOut++;
      return;
    }
    Files.write(
        folder.resolve(request.requestId() + ".json"), record, StandardOpenOption.CREATE_NEW);
    files++;
    bytes += record.length;
  }

  private byte[] written(RequestRecord request) throws IOException {
    text.reset();
    try (JsonGenerator generator = json.createGenerator(text)) {
      generator.setPrettyPrinter(PRINTER.createInstance());
      // A tiny number has no exponent either.
      generator.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
      format.write(request, generator);
    }
    return text.toByteArray();
  }

  @Override
  public Optional<String> shortfall() {
    return leftOut == 0
        ? Optional.empty()
        : Optional.of(
            FOLDER
                + ": "
                + files
                + " requests are there and "
                + leftOut
                + " are not, which would have been more than reporter.maxSavedResponses ("
                + limits.files()
                + ") or reporter.maxSavedBytes ("
                + limits.bytes()
                + "); run_log.jsonl has all");
  }

  @Override
  public void flush() {
    // Each file is closed when it is written.
  }

  @Override
  public void close() {
    // The same.
  }
}
