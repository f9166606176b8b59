package io.github.gatlingllm.record;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A file that gets every ended request. Called by the writer thread alone. */
public interface RecordSink extends Closeable {

  /** Takes one ended request. */
  void write(RequestRecord request) throws IOException;

  /** Makes what was written survive the end of this process. */
  void flush() throws IOException;

  /** What it was given and has not written on purpose, for people, once it is closed. */
  default Optional<String> shortfall() {
    return Optional.empty();
  }
}
