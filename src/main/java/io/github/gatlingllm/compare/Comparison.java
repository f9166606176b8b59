package io.github.gatlingllm.compare;

import io.github.gatlingllm.compare.Change.Chance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two or more runs held against the first of them. {@link ComparisonText}, {@link
 * ComparisonMarkdown} and {@link ComparisonJson} write it down.
 */
public final class Comparison {

  /** The exit status where a threshold was crossed; docs/exit-status.md. */
  private static final int MISSED = 7;

  /**
   * A figure of all runs.
   *
   * @param figure which
   * @param estimates of each run, where it has it
   * @param changes of each run but the first, where both have it
   */
  record Row(Figure figure, List<Optional<Estimate>> estimates, List<Optional<Change>> changes) {}

  /**
   * A threshold that a run crossed.
   *
   * @param threshold which
   * @param run the run's name
   * @param sentence what was seen, for people
   */
  public record Crossing(Threshold threshold, String run, String sentence) {}

  private final List<ComparedRun> runs;
  private final boolean steady;
  private final List<Row> rows;
  private final List<SettingDifference> settings;
  private final List<Crossing> crossings;

  private Comparison(List<ComparedRun> runs, List<Threshold> thresholds, boolean onlyBeyondChance) {
    this.runs = runs;
    this.steady = runs.stream().allMatch(ComparedRun::hasSteady);
    this.rows =
        Figure.shown().stream()
            .map(this::row)
            .filter(row -> row.estimates().stream().anyMatch(Optional::isPresent))
            .toList();
    this.settings = SettingDifference.of(runs);
    this.crossings = new ArrayList<>();
    for (Threshold threshold : thresholds) {
      cross(threshold, row(threshold.figure()), onlyBeyondChance);
    }
  }

  /**
   * Compares runs.
   *
   * @param folders their folders, two or more; the first is what the others are held against
   * @param thresholds how much they may differ from it
   * @param onlyBeyondChance whether a threshold is crossed only where chance does not explain it
   * @throws IOException if a folder is no run, or cannot be read
   * @throws IllegalArgumentException if there are fewer than two
   */
  public static Comparison of(
      List<Path> folders, List<Threshold> thresholds, boolean onlyBeyondChance) throws IOException {
    if (folders.size() < 2) {
      throw new IllegalArgumentException(
          "two or more runs are needed to compare, and there are " + folders.size());
    }
    List<ComparedRun> runs = new ArrayList<>();
    for (Path folder : folders) {
      runs.add(ComparedRun.read(folder));
    }
    return new Comparison(runs, thresholds, onlyBeyondChance);
  }

  private Row row(Figure figure) {
    List<Optional<Estimate>> estimates =
        runs.stream().map(run -> new RunFigures(run, steady).estimate(figure)).toList();
    List<Optional<Change>> changes =
        estimates.stream()
            .skip(1)
            .map(after -> estimates.get(0).flatMap(first -> after.map(of -> Change.of(first, of))))
            .toList();
    return new Row(figure, estimates, changes);
  }

  private void cross(Threshold threshold, Row row, boolean onlyBeyondChance) {
    for (int i = 0; i < row.changes().size(); i++) {
      String run = runs.get(i + 1).name();
      Optional<Change> change = row.changes().get(i);
      if (change.isEmpty()) {
        crossings.add(
            new Crossing(
                threshold,
                run,
                threshold.text() + ": " + run + " or the first run has no such figure"));
      } else if (threshold.isCrossedBy(change.get())
          && (!onlyBeyondChance || change.get().chance() == Chance.BEYOND)) {
        crossings.add(
            new Crossing(
                threshold,
                run,
                threshold.text()
                    + ": "
                    + run
                    + " "
                    + CellText.change(change.get(), threshold.figure())));
      }
    }
  }

  List<ComparedRun> runs() {
    return runs;
  }

  /** What of the runs is not whole, for people. */
  List<String> notes() {
    return runs.stream().flatMap(run -> run.notes().stream()).distinct().toList();
  }

  /** Whether figures are of the steady phase; else of all phases, as flotest has them. */
  boolean ofSteady() {
    return steady;
  }

  List<Row> rows() {
    return rows;
  }

  List<SettingDifference> settings() {
    return settings;
  }

  /** The thresholds that were crossed. */
  public List<Crossing> crossings() {
    return List.copyOf(crossings);
  }

  /** What a command ends with: 7 where a threshold was crossed, else 0. */
  public int exitStatus() {
    return crossings.isEmpty() ? 0 : MISSED;
  }
}
