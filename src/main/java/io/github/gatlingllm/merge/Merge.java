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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Joins runs that were made at the same time, by several machines or several processes, into a
 * folder of their own, which is a run like any other: it can be reported, compared and joined
 * again. Every figure is made of all requests together, so counts add up and percentiles are those
 * of one log; nothing is averaged.
 */
public final class Merge {

  private static final String REQUESTS = "requests.csv";
  private static final String CONFIG = "config.resolved.json";

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
   * @param out the folder of the joined run; made, if it is not there
   * @return what was made
   * @throws MergeRefusedException if they cannot be joined; nothing was written then
   * @throws IOException if a folder is no run, or a file cannot be read or written
   */
  public static RunReport.Written runs(List<Path> folders, Path out, MergeOptions options)
      throws IOException, MergeRefusedException {
    List<String> reasons = new ArrayList<>();
    if (folders.size() < 2) {
      reasons.add("two or more are needed, and there are " + folders.size());
    }
    if (!isFree(out)) {
      reasons.add(out + " is there and is not an empty folder: name another for the joined run");
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

  private static boolean isFree(Path out) throws IOException {
    if (!Files.exists(out)) {
      return true;
    }
    if (!Files.isDirectory(out)) {
      return false;
    }
    try (Stream<Path> files = Files.list(out)) {
      return files.findAny().isEmpty();
    }
  }

  private RunReport.Written write(CommonTime time) throws IOException {
    Files.createDirectories(out);
    writeLog(time);
    List<Path> files = new ArrayList<>(List.of(out.resolve(RunLogReader.FILE)));
    new MergedRun(runs.stream().flatMap(run -> run.machines().stream()).toList()).write(out);
    files.add(out.resolve(MergedRun.FILE));
    ShiftedRun worst = worst();
    copy(worst.run(), HealthLogReader.FILE, files);
    if (runs.stream().map(Merge::config).distinct().count() == 1) {
      copy(runs.get(0).run(), CONFIG, files);
    }
    files.add(out.resolve(RunFactsFile.FILE));
    files.add(out.resolve(REQUESTS));
    RunFacts facts = new JoinedFacts(runs, time).facts(out, files);
    KnownRun known =
        new KnownRun(
            facts,
            VerdictSettings.DEFAULT,
            worst.run().known().client(),
            time.byLevel().size() == 1 && facts.levels().isEmpty(),
            OptionalLong.empty(),
            true);
    RunFactsFile.append(out.resolve(RunFactsFile.FILE), known, nanos -> nanos);
    return RunReport.write(out, false, options.more());
  }

  private void writeLog(CommonTime time) throws IOException {
    try (JoinedRunLog log = new JoinedRunLog(out.resolve(RunLogReader.FILE))) {
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

  private void copy(SourceRun run, String name, List<Path> files) throws IOException {
    Path from = run.folder().resolve(name);
    if (Files.exists(from)) {
      files.add(Files.copy(from, out.resolve(name)));
    }
  }
}
