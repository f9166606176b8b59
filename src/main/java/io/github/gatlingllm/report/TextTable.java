package io.github.gatlingllm.report;

import java.util.ArrayList;
import java.util.List;

/** An aligned table of text: the first column to the left, the others to the right. */
final class TextTable {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with such a header. */
  TextTable(List<String> header) {
    rows.add(List.copyOf(header));
  }

  /** Adds a row with as many cells as the header has. */
  void add(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /** The lines of the table, without spaces at their ends. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String padding = " ".repeat(width(column) - cell.length());
        line.append(column == 0 ? cell + padding : GAP + padding + cell);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
