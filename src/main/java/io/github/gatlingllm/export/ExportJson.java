package io.github.gatlingllm.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;

/** JSON as other tools' readers take it: every number finite and without an exponent. */
final class ExportJson {

  /** A nanosecond in seconds. */
  private static final int NANO_DIGITS = 9;

  private static final int NANO_DIGITS_OF_MILLI = 6;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private ExportJson() {}

  /** On one line. */
  static JsonGenerator on(OutputStream out) throws IOException {
    return JSON.createGenerator(out);
  }

  /** With an indent of two spaces. */
  static JsonGenerator pretty(OutputStream out) throws IOException {
    return JSON.createGenerator(out)
        .setPrettyPrinter(
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
  }

  /** Nanoseconds as seconds, with all digits. */
  static BigDecimal seconds(long nanos) {
    return plain(BigDecimal.valueOf(nanos, NANO_DIGITS));
  }

  /** Nanoseconds as milliseconds, with all digits. */
  static BigDecimal millis(long nanos) {
    return plain(BigDecimal.valueOf(nanos, NANO_DIGITS_OF_MILLI));
  }

  /** A number with the shortest digits that give it back; 0 for what is not finite. */
  static BigDecimal number(double value) {
    return Double.isFinite(value) ? plain(BigDecimal.valueOf(value)) : BigDecimal.ZERO;
  }

  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** Text with a replacement for half characters, which UTF-8 has no bytes for. */
  static String wellFormed(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
