package io.github.gatlingllm.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The last lines of a terminal, drawn again and again, and what others write meanwhile, above them.
 *
 * <p>The cursor rests on an empty line above what is drawn, so that erasing needs to know neither
 * how much that is nor how a terminal that became narrower broke it; and what reaches the terminal
 * past this class (a line of Gatling's, {@code ^C}) lands there. The terminal's scrollback keeps
 * everything but the drawn lines: there is no other screen.
 *
 * <p>Once the terminal fails, nothing is drawn any more, and nobody hears of it. Thread-safe.
 */
final class DrawnLines {

  private static final String ESCAPE = "\u001b[";
  private static final String ERASE_LINE = ESCAPE + "K";
  private static final String ERASE_BELOW = ESCAPE + "J";

  private final OutputStream terminal;
  private boolean drawn;
  private boolean lineOpen;
  private boolean over;

  /** Draws on a terminal, which stays its owner's. */
  DrawnLines(OutputStream terminal) {
    this.terminal = terminal;
  }

  /** Draws lines in place of those that are there, unless somebody is in the middle of a line. */
  synchronized void draw(List<String> lines) {
    if (over || lineOpen) {
      return;
    }
    StringBuilder text = new StringBuilder("\r" + ERASE_LINE + "\n");
    lines.forEach(line -> text.append(ERASE_LINE).append(line).append('\n'));
    text.append(ERASE_BELOW).append(ESCAPE).append(lines.size() + 1).append('A');
    drawn = true;
    write(text.toString());
  }

  /** Writes what another has to say, where the lines are, which come again below it. */
  synchronized void above(OutputStream to, byte[] bytes, int offset, int length)
      throws IOException {
    erase();
    to.write(bytes, offset, length);
    to.flush();
    if (length > 0) {
      lineOpen = bytes[offset + length - 1] != '\n';
    }
  }

  /** Erases the lines, and draws none any more. */
  synchronized void end() {
    erase();
    over = true;
  }

  synchronized boolean isOver() {
    return over;
  }

  /**
   * From the second line on: tmux takes a screen that is erased from its first for a page of its
   * history.
   */
  private void erase() {
    if (drawn) {
      drawn = false;
      write("\r" + ERASE_LINE + "\n" + ERASE_BELOW + ESCAPE + "A");
    }
  }

  private void write(String text) {
    try {
      terminal.write(text.getBytes(StandardCharsets.US_ASCII));
      terminal.flush();
    } catch (IOException e) { // The terminal is gone, and so is whoever looked at it.
      over = true;
    }
  }
}
