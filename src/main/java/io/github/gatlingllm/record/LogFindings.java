package io.github.gatlingllm.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was found when a file was read back.
 *
 * @param file its name
 * @param lines lines that were used
 * @param broken lines in the middle that could not be used
 * @param firstBroken the first of these, each with its number and why
 * @param cutLine the number of the last line, if it was cut off and left out
 */
public record LogFindings(
    String file, long lines, long broken, List<String> firstBroken, OptionalLong cutLine) {

  private static final int MAX_NAMED = 5;
  private static final int MAX_REASON_CHARS = 200;

  /** Keeps a copy of the list. */
  public LogFindings {
    firstBroken = List.copyOf(firstBroken);
  }

  /** What a reader of figures made of the file must know; empty if all of it was used. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (broken > 0) {
      String more = broken > firstBroken.size() ? ", …" : "";
      warnings.add(
          file
              + ": "
              + (broken == 1 ? "1 line is" : broken + " lines are")
              + " broken and left out: "
              + String.join(", ", firstBroken)
              + more);
    }
    if (cutLine.isPresent()) {
      warnings.add(
          file
              + ": its last line, "
              + cutLine.getAsLong()
              + ", is cut off and left out: the process ended while it was written");
    }
    return warnings;
  }

  /** Counts while the file is read. */
  static final class Tally {
    private final String file;
    private final List<String> firstBroken = new ArrayList<>();
    private long good;
    private long broken;
    private OptionalLong cut = OptionalLong.empty();

    Tally(Path file) {
      this.file = String.valueOf(file.getFileName());
    }

    void good() {
      good++;
    }

    void broken(long number, String reason) {
      broken++;
      if (firstBroken.size() < MAX_NAMED) {
        String told = reason.substring(0, Math.min(reason.length(), MAX_REASON_CHARS));
        firstBroken.add("line " + number + " (" + told + ")");
      }
    }

    void cut(long number) {
      cut = OptionalLong.of(number);
    }

    /** Whether nothing could be used of so many lines. */
    boolean isHopeless(int lines) {
      return good == 0 && broken >= lines;
    }

    String firstProblem() {
      return firstBroken.get(0);
    }

    LogFindings findings() {
      return new LogFindings(file, good, broken, firstBroken, cut);
    }
  }
}
