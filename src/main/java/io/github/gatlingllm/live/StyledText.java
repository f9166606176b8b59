package io.github.gatlingllm.live;

import java.util.ArrayList;
import java.util.List;

/** A line for a terminal: pieces of printable ASCII, each in a style. Confined to one thread. */
final class StyledText {

  /** How a piece looks; the escape sequences are those of ECMA-48, known to every terminal. */
  enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    MAGENTA("35");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  private static final String CUT = "...";
  private static final String ESCAPE = "\u001b[";
  private static final String RESET = ESCAPE + "0m";

  private final List<Piece> pieces = new ArrayList<>();

  private record Piece(String text, Style style) {}

  static StyledText of(String text) {
    return new StyledText().add(text);
  }

  StyledText add(String text) {
    return add(text, Style.PLAIN);
  }

  StyledText add(String text, Style style) {
    pieces.add(new Piece(text, style));
    return this;
  }

  int length() {
    return pieces.stream().mapToInt(piece -> piece.text().length()).sum();
  }

  /** The line in at most so many columns; three dots say that it was cut. */
  String render(int width, boolean colours) {
    int room = length() <= width ? width : Math.max(0, width - CUT.length());
    StringBuilder line = new StringBuilder();
    for (Piece piece : pieces) {
      String text = piece.text().substring(0, Math.min(room, piece.text().length()));
      room -= text.length();
      boolean styled = colours && piece.style() != Style.PLAIN && !text.isBlank();
      line.append(styled ? ESCAPE + piece.style().code + "m" + text + RESET : text);
    }
    if (length() > width) {
      line.append(CUT, 0, Math.min(width, CUT.length()));
    }
    return line.toString();
  }
}
