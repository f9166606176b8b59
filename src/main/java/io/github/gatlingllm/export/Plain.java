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
}
