package io.github.gatlingllm.compare;

import java.util.List;
import java.util.stream.Collectors;

/** A comparison as GitHub's Markdown, for a pull request or a job's summary. */
public final class ComparisonMarkdown {

  private final Comparison comparison;

  /** The text of a comparison. */
  public ComparisonMarkdown(Comparison comparison) {
    this.comparison = comparison;
  }

  /** The text, each line with a newline at its end. */
  public String render() {
    return new ComparisonTables(comparison).render(ComparisonMarkdown::table, "### ", "- ");
  }

  private static String table(List<List<String>> rows) {
    StringBuilder text = new StringBuilder(line(rows.get(0)));
    text.append(
        rows.get(0).stream().map(cell -> "---|").collect(Collectors.joining("", "|", "\n")));
    rows.stream().skip(1).forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(ComparisonMarkdown::escaped)
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** Names and values come from outside, and must be no markup. */
  private static String escaped(String cell) {
    return cell.replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1");
  }
}
