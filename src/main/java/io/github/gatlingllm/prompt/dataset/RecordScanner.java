package io.github.gatlingllm.prompt.dataset;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds where one record of a file ends and the next begins. */
interface RecordScanner {

  /**
   * The next record, or null at the end.
   *
   * @throws RecordException if no further record can be found
   */
  @Nullable RawRecord next() throws IOException, RecordException;

  /** One record a line; blank lines are none. */
  static RecordScanner lines(ByteReader in) {
    RecordBytes bytes = new RecordBytes();
    return () -> {
      while (in.peek() != ByteReader.END) {
        long offset = in.position();
        int line = in.line();
        bytes.clear();
        for (int b = in.next(); b != ByteReader.END && b != '\n'; b = in.next()) {
          bytes.add(b);
        }
        bytes.dropReturn();
        if (!bytes.isBlank()) {
          return new RawRecord(offset, line, bytes.copy());
        }
      }
      return null;
    };
  }
}
