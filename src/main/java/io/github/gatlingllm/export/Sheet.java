package io.github.gatlingllm.export;

import java.io.Closeable;
import java.io.IOException;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A sheet of a workbook, written row by row: memory holds a few rows at a time. Text goes into the
 * cell itself, since a table of all texts would grow with the run.
 */
final class Sheet implements Closeable {

  /** Excel's own limit, the head included. */
  static final int MAX_ROWS = 1_048_576;

  /** Excel's own limit on the text of a cell. */
  private static final int MAX_CHARS = 32_767;

  private static final int ROWS_AT_ONCE = 100;

  private final Worksheet sheet;
  private final int maxRows;
  private int row;

  Sheet(Workbook workbook, String name) {
    this(workbook, name, MAX_ROWS);
  }

  Sheet(Workbook workbook, String name, int maxRows) {
    this.sheet = workbook.newWorksheet(name);
    this.maxRows = maxRows;
  }

  /** The names of the columns, which stay in view. */
  void head(String... names) throws IOException {
    for (int column = 0; column < names.length; column++) {
      sheet.style(row, column).bold().set();
    }
    sheet.freezePane(0, 1);
    row((Object[]) names);
  }

  /** A row of numbers and texts; an empty text is an empty cell, and so is what is not finite. */
  void row(Object... cells) throws IOException {
    for (int column = 0; column < cells.length; column++) {
      if (cells[column] instanceof Number number) {
        if (Double.isFinite(number.doubleValue())) {
          sheet.value(row, column, number);
        }
      } else if (!cells[column].toString().isEmpty()) {
        sheet.inlineString(row, column, text(cells[column].toString()));
      }
    }
    row++;
    if (row % ROWS_AT_ONCE == 0) {
      sheet.flush();
    }
  }

  /** How many rows it takes, the head included. */
  int maxRows() {
    return maxRows;
  }

  /** Whether there is room for another row. */
  boolean hasRoom() {
    return row < maxRows;
  }

  private static String text(String text) {
    String fit = Plain.xml(text);
    if (fit.length() <= MAX_CHARS) {
      return fit;
    }
    boolean halves = Character.isHighSurrogate(fit.charAt(MAX_CHARS - 1));
    return fit.substring(0, halves ? MAX_CHARS - 1 : MAX_CHARS);
  }

  @Override
  public void close() throws IOException {
    sheet.finish();
  }
}
