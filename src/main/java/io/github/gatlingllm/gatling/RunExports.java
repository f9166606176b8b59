package io.github.gatlingllm.gatling;

import io.github.gatlingllm.export.ExportFormat;
import io.github.gatlingllm.export.Exports;
import io.github.gatlingllm.report.RunSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of a run in formats of other tools: written last, of what is on disk by then, so that
 * nothing that goes wrong with them costs a file of the run's own.
 */
final class RunExports {

  private final Set<ExportFormat> formats;
  private final @Nullable Path folder;

  RunExports(Set<ExportFormat> formats, @Nullable Path folder) {
    this.formats = formats;
    this.folder = folder;
  }

  /** Where they will be; none where no file can be written. */
  List<Path> files() {
    return folder == null ? List.of() : Exports.files(formats, folder);
  }

  /**
   * Writes them; what a reader must know is told on standard error.
   *
   * @return what could not be written, one sentence each
   */
  List<String> write(RunSummary summary) {
    if (folder == null) {
      return List.of();
    }
    Exports.Told told = Exports.ofThisProcess().told(formats, summary, folder);
    told.notes().forEach(note -> System.err.println("gatling-llm: " + note));
    return told.faults();
  }
}
