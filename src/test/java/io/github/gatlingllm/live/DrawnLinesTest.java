package io.github.gatlingllm.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawnLinesTest {

  private final TinyTerminal terminal = new TinyTerminal(20, 8);
  private final DrawnLines lines = new DrawnLines(terminal);

  private void above(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    lines.above(terminal, bytes, 0, bytes.length);
  }

  @Test
  void linesTakeThePlaceOfThoseBefore() {
    terminal.print("$ run\n");
    lines.draw(List.of("one", "two", "three"));
    lines.draw(List.of("eins", "zwei"));

    assertThat(terminal.text()).isEqualTo("$ run\n\neins\nzwei");
  }

  @Test
  void atTheBottomTheScreenScrollsOnce() {
    IntStream.range(0, 12).forEach(i -> terminal.print("line " + i + "\n"));
    String before = terminal.text();
    for (int i = 0; i < 5; i++) {
      lines.draw(List.of("a" + i, "b" + i, "c", "d", "e"));
    }

    assertThat(terminal.text()).isEqualTo(before + "\n\na4\nb4\nc\nd\ne");
    lines.end();
    assertThat(terminal.text()).isEqualTo(before);
  }

  @Test
  void whatOthersWriteStaysAbove() throws IOException {
    lines.draw(List.of("one", "two"));
    above("WARN of something that is longer than a line\n");
    lines.draw(List.of("three", "four"));
    above("a\nb\n");
    lines.draw(List.of("five", "six"));

    assertThat(terminal.text())
        .isEqualTo("WARN of something th\nat is longer than a\nline\na\nb\n\nfive\nsix");
  }

  @Test
  void nobodyIsDrawnOverInTheMiddleOfALine() throws IOException {
    lines.draw(List.of("one"));
    above("half");
    lines.draw(List.of("two"));
    assertThat(terminal.text()).isEqualTo("half");
    above(" and half\n");
    above("");
    lines.draw(List.of("three"));

    assertThat(terminal.text()).isEqualTo("half and half\n\nthree");
  }

  /** Gatling's own lines, and the echo of Ctrl-C, come past us. */
  @Test
  void aLineThatComesPastLandsOnTheEmptyOne() {
    lines.draw(List.of("one", "two"));
    terminal.print("completed\n");
    lines.draw(List.of("three", "four"));
    assertThat(terminal.text()).isEqualTo("completed\n\nthree\nfour");
    terminal.print("^C");
    lines.draw(List.of("five", "six"));

    assertThat(terminal.text()).isEqualTo("completed\n\nfive\nsix");
  }

  @Test
  void theEndLeavesNothing() {
    terminal.print("$ run\n");
    lines.draw(List.of("one", "two"));
    lines.end();
    lines.draw(List.of("three"));
    terminal.print("done\n");

    assertThat(terminal.text()).isEqualTo("$ run\ndone");
    assertThat(lines.isOver()).isTrue();
  }

  @Test
  void aTerminalThatIsGoneEndsTheDrawingAndNothingElse() throws IOException {
    DrawnLines gone =
        new DrawnLines(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Input/output error");
              }
            });
    gone.draw(List.of("one"));

    assertThat(gone.isOver()).isTrue();
    gone.draw(List.of("two"));
    gone.above(terminal, "text\n".getBytes(StandardCharsets.UTF_8), 0, 5);
    gone.end();
    assertThat(terminal.text()).isEqualTo("text");
  }
}
