package io.github.gatlingllm.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The tables of a comparison, as rows of cells; the first row of each is its header. What they hold
 * comes from outside, as it is.
 */
final class ComparisonTables {

  private final Comparison comparison;

  ComparisonTables(Comparison comparison) {
    this.comparison = comparison;
  }

  List<List<String>> runs() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "run", "requests", "ended", "verdict"));
    List<ComparedRun> runs = comparison.runs();
    for (int i = 0; i < runs.size(); i++) {
      ComparedRun run = runs.get(i);
      rows.add(
          List.of(
              name(i),
              run.name(),
              run.summary().path("totalRequests").asText(),
              run.summary().at("/run/ended").asText("-"),
              run.summary().at("/verdict/result").asText("-")));
    }
    return rows;
  }

  /** A, B, C: names of folders would not fit above columns. Numbers beyond Z. */
  private static String name(int run) {
    return run < 26 ? String.valueOf((char) ('A' + run)) : Integer.toString(run + 1);
  }

  List<List<String>> figures() {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("figure", name(0)));
    for (int i = 1; i < comparison.runs().size(); i++) {
      header.addAll(List.of(name(i), name(i) + " - A", name(i) + " beyond chance?"));
    }
    rows.add(header);
    for (Comparison.Row row : comparison.rows()) {
      List<String> cells = new ArrayList<>();
      cells.add(CellText.label(row.figure()));
      cells.add(CellText.value(row.estimates().get(0), row.figure()));
      for (int i = 0; i < row.changes().size(); i++) {
        Optional<Change> change = row.changes().get(i);
        cells.add(CellText.value(row.estimates().get(i + 1), row.figure()));
        cells.add(CellText.difference(change, row.figure()));
        cells.add(CellText.chance(change));
      }
      rows.add(cells);
    }
    return rows;
  }

  List<List<String>> settings() {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("setting"));
    for (int i = 0; i < comparison.runs().size(); i++) {
      header.add(name(i));
    }
    rows.add(header);
    for (SettingDifference setting : comparison.settings()) {
      List<String> cells = new ArrayList<>(List.of(setting.key()));
      cells.addAll(setting.values());
      rows.add(cells);
    }
    return rows;
  }

  /** Of which requests the figures are. */
  String of() {
    return comparison.ofSteady()
        ? "Figures of the steady phase"
        : "Figures of all phases together, since a run has no steady phase";
  }

  /**
   * The comparison, part by part, in one form or another. Names and values are as they came from
   * outside: the form has to make them fit for where they are shown.
   */
  String render(
      Function<List<List<String>>, String> table, String heading, UnaryOperator<String> item) {
    StringBuilder text = new StringBuilder();
    text.append(table.apply(runs()));
    if (!comparison.notes().isEmpty()) {
      text.append('\n');
      comparison.notes().forEach(note -> text.append(item.apply(note)).append('\n'));
    }
    text.append('\n').append(heading).append(of()).append("\n\n").append(table.apply(figures()));
    if (comparison.settings().isEmpty()) {
      text.append('\n').append(heading).append("No setting differs\n");
    } else {
      text.append('\n').append(heading).append("Settings that differ\n\n");
      text.append(table.apply(settings()));
    }
    if (!comparison.crossings().isEmpty()) {
      text.append('\n').append(heading).append("THRESHOLDS CROSSED\n\n");
      comparison.crossings().forEach(of -> text.append(item.apply(of.sentence())).append('\n'));
    }
    return text.toString();
  }
}
