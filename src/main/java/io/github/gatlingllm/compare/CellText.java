package io.github.gatlingllm.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/** Figures and changes as people read them. */
final class CellText {

  private static final int SHARE_DIGITS = 4;
  private static final int DIGITS = 2;
  private static final String NONE = "-";

  private CellText() {}

  static String label(Figure figure) {
    return figure.unit().isEmpty() ? figure.name() : figure.name() + " " + figure.unit();
  }

  static String value(Optional<Estimate> estimate, Figure figure) {
    return estimate.map(of -> number(of.value(), figure)).orElse(NONE);
  }

  /** Such as {@code +12.50 (+10.0 %)}. */
  static String difference(Optional<Change> change, Figure figure) {
    return change.map(of -> difference(of, figure)).orElse(NONE);
  }

  private static String difference(Change change, Figure figure) {
    String sign = change.absolute() > 0 ? "+" : "";
    String percent =
        change.percent().isPresent()
            ? String.format(Locale.ROOT, " (%+.1f %%)", change.percent().getAsDouble())
            : "";
    return sign + number(change.absolute(), figure) + percent;
  }

  static String chance(Optional<Change> change) {
    return change.map(CellText::chance).orElse(NONE);
  }

  private static String chance(Change change) {
    return switch (change.chance()) {
      case BEYOND -> "beyond chance";
      case WITHIN -> "within chance";
      case UNKNOWN -> change.doubt();
    };
  }

  /** The whole of it. */
  static String change(Change change, Figure figure) {
    return difference(change, figure) + ", " + chance(change);
  }

  static String number(double value, Figure figure) {
    int digits = figure.kind() == Figure.Kind.SHARE ? SHARE_DIGITS : DIGITS;
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }

  /**
   * Text from outside on one line, without what a terminal takes for a command: both sets of
   * control characters, and those that turn the direction of writing.
   */
  static String plain(String text) {
    return text.replaceAll("[\\p{Cc}\\x{2028}-\\x{202E}\\x{2066}-\\x{2069}]", "?");
  }
}
