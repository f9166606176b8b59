package io.github.gatlingllm.live;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** As much of a terminal as is drawn on: it wraps, scrolls, and knows a few escape sequences. */
public final class TinyTerminal extends OutputStream {

  private final int columns;
  private final int rows;
  private final List<StringBuilder> lines = new ArrayList<>();
  private final StringBuilder sequence = new StringBuilder();
  private int top;
  private int row;
  private int column;

  public TinyTerminal(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    lines.add(new StringBuilder());
  }

  /** All that can be seen, by scrolling up too; empty lines at the end are none. */
  public String text() {
    return lines.stream()
        .map(line -> line.toString().stripTrailing())
        .collect(Collectors.joining("\n"))
        .stripTrailing();
  }

  public void print(String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      write(b);
    }
  }

  @Override
  public void write(int b) {
    char c = (char) (b & 0xff);
    if (c == 0x1b || sequence.length() > 0) {
      sequence.append(c);
      if (sequence.length() > 2 && Character.isLetter(c)) {
        control(sequence.substring(2, sequence.length() - 1), c);
        sequence.setLength(0);
      }
    } else if (c == '\r') {
      column = 0;
    } else if (c == '\n') {
      down();
      column = 0; // As a terminal that is not in raw mode does.
    } else {
      put(c);
    }
  }

  private void control(String parameter, char command) {
    int number = parameter.isEmpty() ? 1 : Integer.parseInt(parameter);
    switch (command) {
      case 'A' -> row = Math.max(top, row - number);
      case 'K' -> cut(row);
      case 'J' -> {
        cut(row);
        while (lines.size() > row + 1) {
          lines.remove(lines.size() - 1);
        }
      }
      case 'm' -> {}
      default -> throw new IllegalStateException("unknown: " + sequence);
    }
  }

  private void cut(int line) {
    StringBuilder text = lines.get(line);
    text.setLength(Math.min(column, text.length()));
  }

  private void down() {
    row++;
    if (row == lines.size()) {
      lines.add(new StringBuilder());
    }
    top = Math.max(top, row - rows + 1);
  }

  private void put(char c) {
    if (column == columns) {
      down();
      column = 0;
    }
    StringBuilder line = lines.get(row);
    while (line.length() <= column) {
      line.append(' ');
    }
    line.setCharAt(column++, c);
  }
}
