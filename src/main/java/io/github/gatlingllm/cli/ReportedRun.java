package io.github.gatlingllm.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.config.Flags;
import io.github.gatlingllm.javaapi.ReportJudgement;
import io.github.gatlingllm.report.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of one folder of those that a report was asked of. Whatever it is, the others are
 * reported.
 *
 * @param named the folder, as it was named
 * @param written what was made of it, if it is a run
 * @param status the exit status of its report alone (docs/exit-status.md)
 * @param faults why that is not 0
 */
record ReportedRun(
    Path named, Optional<RunReport.Written> written, int status, List<String> faults) {

  private static final int VERDICT = 4;
  private static final int OBJECTIVES = 7;

  /** Those that stand first hold where several apply. */
  private static final List<Integer> BY_RANK =
      List.of(CommandException.FAULTY, VERDICT, OBJECTIVES, CommandException.FAILED, 0);

  /** Reports one. */
  static ReportedRun of(Path folder, ReportFormats formats, ReportJudgement judgement) {
    try {
      List<String> notWritten = new ArrayList<>();
      RunReport.Written written =
          RunReport.write(folder, formats.csv(), formats.more(folder, notWritten), judgement);
      return judged(folder, written, notWritten, judgement);
    } catch (IOException | UncheckedIOException e) {
      return failed(folder, CommandException.FAILED, IoFault.sentence(e));
    } catch (IllegalArgumentException e) { // It cannot be judged by what was typed.
      return failed(
          folder,
          CommandException.FAULTY,
          folder + ": " + Flags.named(String.valueOf(e.getMessage())));
    }
  }

  private static ReportedRun failed(Path folder, int status, String fault) {
    return new ReportedRun(folder, Optional.empty(), status, List.of(fault));
  }

  private static ReportedRun judged(
      Path folder, RunReport.Written written, List<String> notWritten, ReportJudgement judgement) {
    List<String> faults = new ArrayList<>(notWritten);
    List<Integer> statuses = new ArrayList<>(List.of(0));
    if (written.files().isEmpty()) {
      faults.add("no file was written");
    }
    if (!faults.isEmpty()) {
      statuses.add(CommandException.FAILED);
    }
    judgement
        .failedVerdict(written.summary())
        .ifPresent(
            why -> {
              statuses.add(VERDICT);
              faults.add(why);
            });
    judgement
        .missedObjectives(written.summary())
        .ifPresent(
            why -> {
              statuses.add(OBJECTIVES);
              faults.add(why);
            });
    return new ReportedRun(
        folder,
        Optional.of(written),
        first(statuses),
        faults.stream().map(fault -> folder + ": " + fault).toList());
  }

  private static int first(List<Integer> statuses) {
    return BY_RANK.stream().filter(statuses::contains).findFirst().orElse(0);
  }

  /** The exit status of all of them. */
  static int statusOf(List<ReportedRun> all) {
    return first(all.stream().map(ReportedRun::status).toList());
  }

  /** As all commands tell it; what failed is in {@code faults}. */
  ObjectNode json(String command) throws IOException {
    Path folder = written.map(RunReport.Written::folder).orElse(named);
    ObjectNode json =
        new RunResult(command, status, Optional.of(folder).filter(path -> written.isPresent()))
            .tree();
    if (written.isEmpty()) {
      json.put("runFolder", named.toString());
    }
    if (!faults.isEmpty()) {
      faults.forEach(json.putArray("faults")::add);
    }
    return json;
  }
}
