package io.github.gatlingllm.record;

import java.io.Closeable;
import java.io.IOException;

/** A file that gets every ended request. Called by the writer thread alone. */
public interface RecordSink extends Closeable {

  /** Takes one ended request. */
  void write(RequestRecord request) throws IOException;

  /** Makes what was written survive the end of this process. */
  void flush() throws IOException;
}
