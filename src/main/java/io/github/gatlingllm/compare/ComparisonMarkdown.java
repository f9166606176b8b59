package io.github.gatlingllm.compare;

import io.github.gatlingllm.report.PlainMarkdown;
import java.util.List;
import java.util.stream.Collectors;

/** A comparison as GitHub's Markdown, for a pull request or a job's summary. */
public final class ComparisonMarkdown {

  private static final int MAX_CHARS = 300;

  private final Comparison comparison;

  /** The text of a comparison. */
  public ComparisonMarkdown(Comparison comparison) {
    this.comparison = comparison;
  }

  /** The text, each line with a newline at its end. */
  public String render() {
    return new ComparisonTables(comparison)
        .render(
            ComparisonMarkdown::table,
            "### ",
            sentence -> "- " + PlainMarkdown.ofLine(sentence, MAX_CHARS));
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
        .map(cell -> PlainMarkdown.of(cell, MAX_CHARS))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
