package io.github.gatlingllm.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of a run with one JSON object a line, read back line by line with bounded memory. A
 * process that was killed leaves half a line at the end, and a disk may leave worse: such lines are
 * left out and counted, the rest is used.
 *
 * @param file the file
 * @param firstKey the key with which each of its lines begins: it tells half a line of this file
 *     from a file of another kind
 */
public record JsonLinesFile(Path file, String firstKey) {

  /** After so many lines without one that can be used, a file is taken for something else. */
  private static final int ENOUGH_BROKEN = 100;

  /** Takes the lines. */
  @FunctionalInterface
  public interface LineSink {
    /**
     * Takes a line, which holds until this returns.
     *
     * @param bytes where it is
     * @param offset where it begins
     * @param length how many bytes it has
     * @throws BrokenLineException if it is not what it should be
     */
    void take(byte[] bytes, int offset, int length) throws BrokenLineException;
  }

  /**
   * Reads the file to its end. Empty lines are nothing.
   *
   * @return what was found
   * @throws IOException if it cannot be read, or is clearly a file of another kind
   */
  public LogFindings read(LineSink sink) throws IOException {
    return read(sink, LogLines.MAX_LINE_BYTES);
  }

  LogFindings read(LineSink sink, int maxLineBytes) throws IOException {
    LogFindings.Tally tally = new LogFindings.Tally(file);
    try (LogLines lines = new LogLines(Files.newInputStream(file), maxLineBytes)) {
      while (lines.next()) {
        if (!isBlank(lines)) {
          take(lines, sink, tally);
        }
        if (tally.isHopeless(ENOUGH_BROKEN)) {
          break;
        }
      }
    }
    if (tally.isHopeless(1)) {
      throw new IOException(file + " is no file of this kind: " + tally.firstProblem());
    }
    return tally.findings();
  }

  private void take(LogLines lines, LineSink sink, LogFindings.Tally tally) {
    if (lines.isTooLong()) {
      tally.broken(lines.number(), "it is too long");
      return;
    }
    try {
      sink.take(lines.bytes(), lines.offset(), lines.length());
      tally.good();
    } catch (BrokenLineException e) {
      if (!lines.isTerminated() && beginsLikeOurs(lines)) {
        tally.cut(lines.number());
      } else {
        tally.broken(lines.number(), String.valueOf(e.getMessage()));
      }
    }
  }

  private boolean beginsLikeOurs(LogLines lines) {
    byte[] ours = ("{\"" + firstKey + "\"").getBytes(StandardCharsets.UTF_8);
    int compared = Math.min(ours.length, lines.length());
    for (int i = 0; i < compared; i++) {
      if (lines.bytes()[lines.offset() + i] != ours[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(LogLines lines) {
    for (int i = 0; i < lines.length(); i++) {
      if (lines.bytes()[lines.offset() + i] > ' ' || lines.bytes()[lines.offset() + i] <= 0) {
        return false;
      }
    }
    return !lines.isTooLong();
  }
}
