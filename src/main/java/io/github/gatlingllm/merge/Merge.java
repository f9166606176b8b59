package io.github.gatlingllm.merge;

import io.github.gatlingllm.health.HealthLogReader;
import io.github.gatlingllm.record.JoinedRunLog;
import io.github.gatlingllm.record.RunLogReader;
import io.github.gatlingllm.report.KnownRun;
import io.github.gatlingllm.report.MergedRun;
import io.github.gatlingllm.report.RunFacts;
import io.github.gatlingllm.report.RunFactsFile;
import io.github.gatlingllm.report.RunReport;
import io.github.gatlingllm.report.SourceRun;
import io.github.gatlingllm.report.VerdictSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Joins runs that were made at the same time, by several machines or several processes, into a
 * folder of their own, which is a run like any other: it can be reported, compared and joined
 * again. Every figure is made of all requests together, so counts add up and percentiles are those
 * of one log; nothing is averaged.
 */
public final class Merge {

  private static final String REQUESTS = "requests.csv";
  private static final String CONFIG = "config.resolved.json";
  private static final List<String> REPORT = List.of(REQUESTS, "summary.json", "summary.csv");

  private final List<ShiftedRun> runs;
  private final Path out;
  private final MergeOptions options;

  private Merge(List<ShiftedRun> runs, Path out, MergeOptions options) {
    this.runs = runs;
    this.out = out;
    this.options = options;
  }

  /**
   * Joins runs.
   *
   * @param folders their folders, two or more
   * @param out the folder of the joined run, which must be new: it is there once all of it is
   * @return what was made
   * @throws MergeRefusedException if they cannot be joined; nothing was written then
   * @throws IOException if a folder is no run, or a file cannot be read or written; nothing is left
   */
  public static RunReport.Written runs(List<Path> folders, Path out, MergeOptions options)
      throws IOException, MergeRefusedException {
    List<String> reasons = new ArrayList<>();
    if (folders.size() < 2) {
      reasons.add("two or more are needed, and there are " + folders.size());
    }
    if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      reasons.add(out + " is there already: name a folder that is new for the joined run");
    }
    refuse(reasons);
    List<ShiftedRun> runs = new ArrayList<>();
    for (Path folder : folders) {
      runs.add(ShiftedRun.of(SourceRun.read(folder), options));
    }
    reasons.addAll(MergeCheck.reasons(runs, options));
    refuse(reasons);
    CommonTime time = CommonTime.of(runs, reasons);
    refuse(reasons);
    return new Merge(runs, out, options).write(time);
  }

  private static void refuse(List<String> reasons) throws MergeRefusedException {
    if (!reasons.isEmpty()) {
      throw new MergeRefusedException(reasons);
    }
  }

  private RunReport.Written write(CommonTime time) throws IOException {
    try (UnfinishedFolder folder = UnfinishedFolder.of(out)) {
      RunReport.Written written = write(time, folder.path());
      folder.finish();
      return new RunReport.Written(
          out, written.summary(), inPlace(written.files()), written.notes());
    }
  }

  private RunReport.Written write(CommonTime time, Path folder) throws IOException {
    writeLog(time, folder);
    List<Path> files = new ArrayList<>(List.of(folder.resolve(RunLogReader.FILE)));
    new MergedRun(runs.stream().flatMap(run -> run.machines().stream()).toList()).write(folder);
    files.add(folder.resolve(MergedRun.FILE));
    ShiftedRun worst = worst();
    copy(worst.run(), HealthLogReader.FILE, folder, files);
    if (runs.stream().map(Merge::config).distinct().count() == 1) {
      copy(runs.get(0).run(), CONFIG, folder, files);
    }
    files.add(folder.resolve(RunFactsFile.FILE));
    REPORT.forEach(name -> files.add(folder.resolve(name)));
    RunFacts facts = new JoinedFacts(runs, time).facts(out, inPlace(files));
    KnownRun known =
        new KnownRun(
            facts,
            VerdictSettings.DEFAULT,
            worst.run().known().client(),
            time.byLevel().size() == 1 && facts.levels().isEmpty(),
            OptionalLong.empty(),
            true);
    RunFactsFile.append(folder.resolve(RunFactsFile.FILE), known, nanos -> nanos);
    return RunReport.write(folder, false, options.more());
  }

  /** As they are called once the folder is finished. */
  private List<Path> inPlace(List<Path> files) {
    return files.stream().map(file -> out.resolve(file.getFileName())).toList();
  }

  private void writeLog(CommonTime time, Path folder) throws IOException {
    try (JoinedRunLog log = new JoinedRunLog(folder.resolve(RunLogReader.FILE))) {
      for (ShiftedRun run : runs) {
        Path own = run.run().folder().resolve(RunLogReader.FILE);
        log.add(own, run.name(), run.offsetNanos(), time); // Its warnings are in the run's facts.
      }
    }
  }

  /** Whose client did worst: the health of the joined run is its. */
  private ShiftedRun worst() {
    return runs.stream()
        .max(Comparator.comparing(run -> run.run().verdict().result()))
        .orElseThrow();
  }

  private static String config(ShiftedRun run) {
    Path file = run.run().folder().resolve(CONFIG);
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return Objects.toString(e); // Like no other.
    }
  }

  private static void copy(SourceRun run, String name, Path folder, List<Path> files)
      throws IOException {
    Path from = run.folder().resolve(name);
    if (Files.exists(from)) {
      files.add(Files.copy(from, folder.resolve(name)));
    }
  }
}
