package io.github.gatlingllm.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One of the runs that are to be joined, read from its folder.
 *
 * @param folder its folder
 * @param known what its files tell beside its requests
 * @param facts the same, with the windows of its phases worked out where it was killed; times in
 *     nanoseconds since the epoch
 * @param requests requests in its log
 * @param merged the runs that it was joined of itself, if it was
 * @param verdict its own verdict
 * @param warnings what its own report warns of
 */
public record SourceRun(
    Path folder,
    KnownRun known,
    RunFacts facts,
    long requests,
    Optional<MergedRun> merged,
    Verdict verdict,
    List<String> warnings) {

  /**
   * Reads a run.
   *
   * @throws UnreadableRunException if there is none, or nothing is known of it but its requests
   * @throws IOException if its files cannot be read
   */
  public static SourceRun read(Path run) throws IOException {
    Path folder = ReportFiles.folderOf(run);
    KnownRun known =
        RunFactsFile.read(folder.resolve(RunFactsFile.FILE))
            .known()
            .orElseThrow(
                () ->
                    new UnreadableRunException(
                        folder
                            + " has no "
                            + RunFactsFile.FILE
                            + " that can be read: what its clock is and what its load was is not"
                            + " known (flotest's logs have none)"));
    RunSummary summary = RebuiltRun.summaryOf(folder);
    return new SourceRun(
        folder,
        known,
        summary.facts(),
        summary.flotest().totalRequests(),
        MergedRun.read(folder),
        summary.verdict(),
        summary.warnings());
  }
}
