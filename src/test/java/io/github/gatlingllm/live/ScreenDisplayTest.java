package io.github.gatlingllm.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A screen on a terminal that stands for both of the JVM's standard streams. */
class ScreenDisplayTest {

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final TinyTerminal terminal = new TinyTerminal(80, 30);
  private final PrintStream stream = new PrintStream(terminal, true, Charset.defaultCharset());
  private final AtomicReference<TerminalSize> asked =
      new AtomicReference<>(new TerminalSize(40, 30));

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
  }

  private ScreenDisplay open(boolean withOutput) {
    System.setOut(stream);
    System.setErr(stream);
    return ScreenDisplay.open(
        new DrawnLines(terminal),
        TerminalSize.USUAL,
        () -> Optional.ofNullable(asked.get()),
        false,
        withOutput);
  }

  private static String view(int columns) {
    LiveFrame frame = Frames.of(Frames.STEADY);
    return String.join("\n", LiveScreen.lines(frame, new TerminalSize(columns, 30), false));
  }

  @Test
  void whatIsPrintedMeanwhileGoesAbove() {
    ScreenDisplay display = open(true);
    display.show(Frames.of(Frames.STEADY), 0);
    System.out.println("a line");
    System.err.printf("%s%n", "another");
    System.out.print('c');
    System.out.write('\n');
    display.show(Frames.of(Frames.STEADY), 1);

    assertThat(terminal.text()).isEqualTo("a line\nanother\nc\n\n" + view(80));
    display.end(Optional.empty());
    System.out.println("the summary");
    assertThat(terminal.text()).isEqualTo("a line\nanother\nc\nthe summary");
    assertThat(System.out).isSameAs(stream);
    assertThat(System.err).isSameAs(stream);
  }

  @Test
  void outputThatGoesElsewhereIsLeftAlone() {
    ScreenDisplay display = open(false);
    assertThat(System.out).isSameAs(stream);
    assertThat(System.err).isNotSameAs(stream);
    display.end(Optional.empty());
    assertThat(System.err).isSameAs(stream);
  }

  @Test
  void aStreamThatSomebodyElseTookStaysTheirs() {
    ScreenDisplay display = open(true);
    System.setOut(out);
    display.end(Optional.empty());

    assertThat(System.out).isSameAs(out);
    assertThat(System.err).isSameAs(stream);
  }

  @Test
  void theSizeIsAskedForWhenItChanges() {
    ScreenDisplay display = open(true);
    display.show(Frames.of(Frames.STEADY), 0);
    assertThat(terminal.text()).isEqualTo("\n" + view(80));
    display.resized();
    display.show(Frames.of(Frames.STEADY), 1);
    assertThat(terminal.text()).isEqualTo("\n" + view(40));
    asked.set(null);
    display.resized();
    display.show(Frames.of(Frames.STEADY), 2);
    assertThat(terminal.text()).as("as before, if nobody tells").isEqualTo("\n" + view(40));
    display.end(Optional.empty());
  }
}
