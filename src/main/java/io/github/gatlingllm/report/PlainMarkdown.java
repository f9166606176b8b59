package io.github.gatlingllm.report;

/**
 * Text from outside for Markdown as GitHub has it: on one line, and nothing in it is markup, HTML,
 * a cell of a table, a formula, a mention or a reference to an issue.
 *
 * <p>GitHub looks for mentions and references in what Markdown has become, so neither a backslash
 * nor an entity keeps it from them (github/cmark-gfm, issue 181): a space without width does.
 */
public final class PlainMarkdown {

  private static final String NO_WIDTH = "&#8203;";
  private static final char REPLACEMENT = '\uFFFD';

  private PlainMarkdown() {}

  /**
   * The text, for the middle of a line or a cell.
   *
   * @param most the most characters kept; three dots say that there were more
   */
  public static String of(String text, int most) {
    StringBuilder out = new StringBuilder();
    text.codePoints().limit(most).forEach(c -> append(c, out));
    return text.codePointCount(0, text.length()) > most ? out + "…" : out.toString();
  }

  /** The text, for the begin of a line or an item: it begins no item, quote, rule or code. */
  public static String ofLine(String text, int most) {
    return of(text.strip(), most)
        .replaceFirst("^([-+=])", "\\\\$1")
        .replaceFirst("^([0-9]{1,9})([.)])", "$1\\\\$2");
  }

  private static void append(int c, StringBuilder out) {
    switch (c) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      case '@', '#' -> out.append((char) c).append(NO_WIDTH);
      case '$' -> out.append("<span>$</span>");
      case '|', '\\', '`', '*', '_', '[', ']', '{', '}', '~', '!' ->
          out.append('\\').append((char) c);
      default -> appendPlain(c, out);
    }
  }

  private static void appendPlain(int c, StringBuilder out) {
    switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          out.append(' ');
      case Character.SURROGATE -> out.append(REPLACEMENT);
      default -> out.appendCodePoint(c);
    }
  }
}
