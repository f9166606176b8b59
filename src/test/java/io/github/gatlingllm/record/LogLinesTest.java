package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinesTest {

  private static final int MAX = 300_000;

  /** Hands out so many bytes at a time. */
  private static InputStream inPieces(String text, int size) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] to, int offset, int length) {
        return super.read(to, offset, Math.min(size, length));
      }
    };
  }

  private static List<String> lines(String text, int size) throws IOException {
    List<String> found = new ArrayList<>();
    try (LogLines lines = new LogLines(inPieces(text, size), MAX)) {
      while (lines.next()) {
        String line =
            new String(lines.bytes(), lines.offset(), lines.length(), StandardCharsets.UTF_8);
        String mark = lines.isTerminated() ? "" : " (cut)";
        found.add(lines.number() + ":" + (lines.isTooLong() ? "too long" : line) + mark);
      }
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1 << 20})
  void linesAreTheSameForEverySplit(int size) throws IOException {
    assertThat(lines("a\n\nbc\ndef", size)).containsExactly("1:a", "2:", "3:bc", "4:def (cut)");
    assertThat(lines("a\n", size)).containsExactly("1:a");
    assertThat(lines("", size)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1 << 17, 1 << 20})
  void aLineBeyondTheBoundIsLeftOutAndTheNextIsWhole(int size) throws IOException {
    String most = "m".repeat(MAX);
    String more = "n".repeat(MAX + 1);
    String huge = "h".repeat(5 * MAX);
    assertThat(lines(most + "\n" + more + "\n" + huge + "\nend\n" + huge, size))
        .containsExactly("1:" + most, "2:too long", "3:too long", "4:end", "5:too long (cut)");
  }

  @Test
  void noMoreThanTheBoundIsHeld() throws IOException {
    try (LogLines lines = new LogLines(inPieces("h".repeat(5 * MAX), 1 << 20), MAX)) {
      lines.next();
      assertThat(lines.bytes()).hasSizeLessThanOrEqualTo(MAX + 1);
    }
  }
}
