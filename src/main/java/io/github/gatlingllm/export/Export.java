package io.github.gatlingllm.export;

import java.io.IOException;

/** Writes a run in one format. */
@FunctionalInterface
interface Export {

  /**
   * Writes all files of the format, in place of those that are there.
   *
   * @throws IOException if one cannot be written, or the log cannot be read
   */
  void write(ExportedRun run) throws IOException;
}
