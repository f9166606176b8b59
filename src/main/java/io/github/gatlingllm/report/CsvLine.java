package io.github.gatlingllm.report;

import io.github.gatlingllm.record.CsvCell;
import java.util.Collection;
import java.util.stream.Collectors;

/** A line of a CSV file. */
final class CsvLine {

  private CsvLine() {}

  /** The values with commas between, and a newline at the end. */
  static String of(Collection<String> values) {
    return values.stream().map(CsvCell::of).collect(Collectors.joining(",", "", "\n"));
  }
}
