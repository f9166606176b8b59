package io.github.gatlingllm.record;

/**
 * A cell of a CSV file: quoted as RFC 4180 says where it needs that, and none that a spreadsheet
 * takes for a formula. Every CSV file of a run is made of these.
 */
public final class CsvCell {

  /**
   * What makes a spreadsheet read a cell as a formula, at its start (OWASP, CSV injection): also
   * the wide forms that East Asian keyboards have.
   */
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  /** The semicolon and the tab part cells where a spreadsheet's language wants it so. */
  private static final String NEED_QUOTES = ",;\t\"\n\r";

  private CsvCell() {}

  /**
   * The cell of a value. Text that begins as a formula does gets an apostrophe before it; a number
   * stays one, negative too.
   */
  public static String of(String value) {
    if (value.isEmpty()) {
      return value;
    }
    boolean formula = FORMULA_STARTS.indexOf(value.charAt(0)) >= 0 && !isNegativeNumber(value);
    String safe = formula ? "'" + value : value;
    return isPlain(safe) ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  /** A minus, digits, and maybe a point among them: as all numbers of these files are written. */
  private static boolean isNegativeNumber(String value) {
    int point = -1;
    for (int i = 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '.' && point < 0) {
        point = i;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return value.charAt(0) == '-'
        && value.length() > 1
        && point != 1
        && point != value.length() - 1;
  }

  /** By hand: a stream for each cell is a tenth of what a request leaves for the collector. */
  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (NEED_QUOTES.indexOf(value.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }
}
