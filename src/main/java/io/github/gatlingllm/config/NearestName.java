package io.github.gatlingllm.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt name was meant to be. */
final class NearestName {

  /** No declared name is near this long; it bounds the work on a name that is. */
  private static final int MAX_CHARS = 64;

  private static final int MAX_EDITS = 2;
  private static final int CHARS_PER_EDIT = 3;
  private static final int MIN_CHARS_OF_BEGINNING = 4;

  private NearestName() {}

  /**
   * Returns the nearest of the names if it is near, else one that begins like this; case and
   * separators do not count.
   */
  static Optional<String> among(Collection<String> names, String misspelt) {
    String wanted = bare(misspelt);
    if (wanted.length() > MAX_CHARS) {
      return Optional.empty();
    }
    String nearest = null;
    int fewest = Math.min(MAX_EDITS, wanted.length() / CHARS_PER_EDIT) + 1;
    for (String name : names) {
      int edits = edits(wanted, bare(name));
      if (edits < fewest) {
        nearest = name;
        fewest = edits;
      }
    }
    return Optional.ofNullable(nearest).or(() -> begunBy(wanted, names));
  }

  private static Optional<String> begunBy(String wanted, Collection<String> names) {
    return wanted.length() < MIN_CHARS_OF_BEGINNING
        ? Optional.empty()
        : names.stream().filter(name -> bare(name).startsWith(wanted)).findFirst();
  }

  private static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** Levenshtein distance, one row at a time. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[to.length()];
  }
}
