package io.github.gatlingllm.report;

import java.util.Collection;
import java.util.stream.Collectors;

/** A line of a CSV file, quoted as RFC 4180 says where a value needs it. */
final class CsvLine {

  private CsvLine() {}

  /** The values with commas between, and a newline at the end. */
  static String of(Collection<String> values) {
    return values.stream().map(CsvLine::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  /** And no value that a spreadsheet would take for a formula. */
  private static String quoted(String value) {
    boolean formula = !value.isEmpty() && "=+@".indexOf(value.charAt(0)) >= 0;
    String safe = formula ? "'" + value : value;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
