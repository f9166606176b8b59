package io.github.gatlingllm.live;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.function.Consumer;

/**
 * A standard stream of the JVM, taken over for a time: what anyone prints to it goes above the
 * drawn lines.
 */
final class PrintedAbove {

  private final PrintStream before;
  private final PrintStream ours;
  private final Consumer<PrintStream> setter;

  private PrintedAbove(
      PrintStream before, DrawnLines lines, Charset charset, Consumer<PrintStream> setter) {
    this.before = before;
    this.ours = new PrintStream(new Above(before, lines), true, charset);
    this.setter = setter;
    setter.accept(ours);
  }

  /** Takes standard output over. */
  static PrintedAbove output(DrawnLines lines) {
    return new PrintedAbove(System.out, lines, charset("stdout.encoding"), System::setOut);
  }

  /** Takes standard error over. */
  static PrintedAbove error(DrawnLines lines) {
    return new PrintedAbove(System.err, lines, charset("stderr.encoding"), System::setErr);
  }

  /** A stream does not tell its encoding; JDK 17 has these properties under other names. */
  private static Charset charset(String property) {
    String name = System.getProperty(property, System.getProperty("sun." + property, ""));
    try {
      return name.isEmpty() ? Charset.defaultCharset() : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Charset.defaultCharset();
    }
  }

  /** Gives it back, unless somebody else has taken it over since. */
  void giveBack() {
    ours.flush();
    if (System.out == ours || System.err == ours) {
      setter.accept(before);
    }
  }

  private static final class Above extends OutputStream {
    private final OutputStream to;
    private final DrawnLines lines;

    Above(OutputStream to, DrawnLines lines) {
      this.to = to;
      this.lines = lines;
    }

    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      lines.above(to, bytes, offset, length);
    }
  }
}
