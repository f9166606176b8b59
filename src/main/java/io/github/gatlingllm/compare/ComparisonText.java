package io.github.gatlingllm.compare;

import java.util.List;

/** A comparison for the console: aligned columns, without colours. */
public final class ComparisonText {

  private static final String GAP = "  ";

  private final Comparison comparison;

  /** The text of a comparison. */
  public ComparisonText(Comparison comparison) {
    this.comparison = comparison;
  }

  /** The text, each line with a newline at its end. */
  public String render() {
    return new ComparisonTables(comparison)
        .render(ComparisonText::table, "", sentence -> "  - " + CellText.plain(sentence));
  }

  private static String table(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = CellText.plain(row.get(column));
        line.append(cell).append(" ".repeat(width(rows, column) - cell.length())).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> CellText.plain(row.get(column)).length()).max().orElse(0);
  }
}
