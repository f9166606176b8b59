package io.github.gatlingllm.prompt.trace;

import io.github.gatlingllm.prompt.PromptException;
import io.github.gatlingllm.prompt.dataset.CsvFields;
import io.github.gatlingllm.prompt.dataset.DatasetFormat;
import io.github.gatlingllm.prompt.dataset.JsonObjects;
import io.github.gatlingllm.prompt.dataset.LengthFilter;
import io.github.gatlingllm.prompt.dataset.RecordException;
import io.github.gatlingllm.prompt.dataset.RecordFaults;
import io.github.gatlingllm.prompt.dataset.RecordFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads a trace from its beginning to its end, or to its limit. */
final class TraceScan {

  private static final String ACCEPTED =
      "accepted: Mooncake's lines with timestamp, input_length and output_length, or a header with"
          + " TIMESTAMP, ContextTokens and GeneratedTokens (Azure) or Timestamp, Request tokens and"
          + " Response tokens (BurstGPT)";

  private final Path path;
  private final TraceOptions options;
  private final RecordFaults faults;
  private final LengthFilter.Counts counts;
  private final List<TraceRow> rows = new ArrayList<>();
  private long read;
  private long withoutAnswer;
  private long blocks;
  private boolean sorted = true;

  private TraceScan(Path path, TraceOptions options) {
    this.path = path;
    this.options = options;
    this.faults = new RecordFaults(path);
    this.counts = new LengthFilter.Counts(options.lengths());
  }

  /**
   * Scans a file.
   *
   * @throws PromptException with its faults, one a line
   */
  static TraceScan of(Path path, TraceOptions options) {
    TraceScan scan = new TraceScan(path, options);
    try (RecordFile file = RecordFile.open(path, null)) {
      scan.readAll(file);
    }
    scan.faults.throwIfAny();
    if (scan.rows.isEmpty()) {
      throw new PromptException(path + " has no request: of " + scan.read + scan.leftOut());
    }
    if (!scan.sorted) {
      scan.rows.sort(Comparator.comparingLong(TraceRow::nanos));
    }
    return scan;
  }

  /** Whether a file begins as a trace does; one that cannot be read does not. */
  static boolean isTrace(Path path) {
    try (RecordFile file = RecordFile.open(path, null)) {
      return file.next() && looksLikeOne(file);
    } catch (PromptException | RecordException e) {
      return false; // Who reads it tells why.
    }
  }

  private static boolean looksLikeOne(RecordFile file) throws RecordException {
    if (file.format() == DatasetFormat.JSONL) {
      return JsonObjects.of(file.text()).has(MooncakeRows.INPUT);
    }
    return file.format() == DatasetFormat.CSV
        && CsvRows.under(CsvFields.of(file.text())).isPresent();
  }

  private void readAll(RecordFile file) {
    int most = options.limit().orElse(Trace.MAX_ROWS + 1);
    try {
      TraceReader reader = reader(file);
      while (rows.size() < most && !faults.areEnough() && file.next()) {
        readRow(file, reader);
        checkSize();
      }
    } catch (RecordException e) {
      faults.add(file.line(), e);
    }
  }

  private TraceReader reader(RecordFile file) throws RecordException {
    if (file.format() == DatasetFormat.JSONL) {
      return new MooncakeRows(options.blockTokens());
    }
    if (file.format() != DatasetFormat.CSV) {
      throw new RecordException("the file is no trace; " + ACCEPTED);
    }
    if (!file.next()) {
      throw new RecordException("the file is empty; " + ACCEPTED);
    }
    String header = file.text();
    return CsvRows.under(CsvFields.of(header))
        .orElseThrow(
            () ->
                new RecordException(
                    "the header "
                        + JsonObjects.excerpt(header)
                        + " is none of a trace; "
                        + ACCEPTED));
  }

  private void readRow(RecordFile file, TraceReader reader) {
    read++;
    TraceRow row;
    try {
      row = reader.read(file.text());
    } catch (RecordException e) {
      faults.add(file.line(), e);
      return;
    }
    if (row.outputTokens() == 0) {
      withoutAnswer++;
    } else if (counts.keeps(row.inputTokens(), row.outputTokens())) {
      sorted &= rows.isEmpty() || row.nanos() >= rows.get(rows.size() - 1).nanos();
      blocks += row.blocks().size();
      rows.add(row);
    }
  }

  private void checkSize() throws RecordException {
    if (rows.size() > Trace.MAX_ROWS || blocks > Trace.MAX_BLOCKS) {
      throw new RecordException(
          "the trace is longer than "
              + Trace.MAX_ROWS
              + " rows, or "
              + Trace.MAX_BLOCKS
              + " hash_ids; give a limit");
    }
  }

  private String leftOut() {
    List<String> phrases = new ArrayList<>(counts.phrases());
    if (withoutAnswer > 0) {
      phrases.add(withoutAnswer + " without output tokens, which failed");
    }
    return " rows were left out " + String.join(", ", phrases);
  }

  /** By time. */
  List<TraceRow> rows() {
    return rows;
  }

  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (withoutAnswer > 0 || !counts.phrases().isEmpty()) {
      notes.add(path + ": of " + read + leftOut());
    }
    if (!sorted) {
      notes.add(path + ": its rows are not in order of time; they were sorted");
    }
    return notes;
  }
}
