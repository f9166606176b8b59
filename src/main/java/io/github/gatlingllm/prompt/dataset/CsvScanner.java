package io.github.gatlingllm.prompt.dataset;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of a CSV file as RFC 4180 has them: a line feed inside quotes ends none. */
final class CsvScanner implements RecordScanner {

  private final ByteReader in;
  private final RecordBytes bytes = new RecordBytes();

  CsvScanner(ByteReader in) {
    this.in = in;
  }

  @Override
  public @Nullable RawRecord next() throws IOException, RecordException {
    while (in.peek() != ByteReader.END) {
      long offset = in.position();
      int line = in.line();
      bytes.clear();
      readRecord();
      bytes.dropReturn();
      if (!bytes.isBlank()) {
        return new RawRecord(offset, line, bytes.copy());
      }
    }
    return null;
  }

  private void readRecord() throws IOException, RecordException {
    boolean quoted = false;
    boolean atStart = true;
    while (true) {
      int b = in.next();
      if (b == ByteReader.END && quoted) {
        throw new RecordException("a field in quotes is not closed before the end of the file");
      }
      if (b == ByteReader.END || (b == '\n' && !quoted)) {
        return;
      }
      bytes.add(b);
      if (b == '"' && (quoted || atStart)) {
        quoted = !quoted;
        // A second quote is one of the text, and then the field goes on.
        if (!quoted && in.peek() == '"') {
          bytes.add(in.next());
          quoted = true;
        }
      }
      atStart = b == ',' && !quoted;
    }
  }
}
