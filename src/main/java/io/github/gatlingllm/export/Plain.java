package io.github.gatlingllm.export;

/** Text from outside, made fit for a format: no reader takes it for anything but text. */
final class Plain {

  private static final int REPLACEMENT = 0xFFFD;

  private Plain() {}

  /** Without the characters that XML 1.0 has no way to hold; the writer escapes the others. */
  static String xml(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().map(c -> isXml(c) ? c : REPLACEMENT).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c < Character.MIN_SURROGATE)
        || (c > Character.MAX_SURROGATE && c < 0xFFFE)
        || c > 0xFFFF;
  }

  /**
   * For Markdown as GitHub has it: on one line, with what marks up text, a table's cell, HTML or a
   * mention escaped.
   *
   * @param most the most characters kept
   */
  static String markdown(String text, int most) {
    StringBuilder out = new StringBuilder();
    ExportJson.wellFormed(text)
        .codePoints()
        .limit(most)
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '@' -> out.append("&#64;");
                case '|', '\\', '`', '*', '_', '[', ']', '#', '~', '!' ->
                    out.append('\\').append((char) c);
                default -> {
                  if (Character.isISOControl(c)) {
                    out.append(' ');
                  } else {
                    out.appendCodePoint(c);
                  }
                }
              }
            });
    return text.codePointCount(0, text.length()) > most ? out + "…" : out.toString();
  }
}
