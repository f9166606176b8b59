package io.github.gatlingllm.live;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last lines of a terminal. While it is there, what this JVM prints goes above it; at the end
 * it is erased and everything is as before, also where the JVM ends without telling.
 */
final class ScreenDisplay implements Display {

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final DrawnLines drawn;
  private final Supplier<Optional<TerminalSize>> sizes;
  private final boolean colours;
  private final List<PrintedAbove> taken;
  private final @Nullable Thread atExit;
  private TerminalSize size;
  private volatile boolean resized;

  /**
   * A screen that takes the JVM's standard streams over.
   *
   * @param size how large the terminal is
   * @param sizes asks it again
   * @param colours whether it shows colours
   * @param withOutput whether standard output goes to the same terminal
   */
  static ScreenDisplay open(
      DrawnLines drawn,
      TerminalSize size,
      Supplier<Optional<TerminalSize>> sizes,
      boolean colours,
      boolean withOutput) {
    PrintedAbove error = PrintedAbove.error(drawn);
    List<PrintedAbove> taken =
        withOutput ? List.of(error, PrintedAbove.output(drawn)) : List.of(error);
    return new ScreenDisplay(drawn, size, sizes, colours, taken);
  }

  private ScreenDisplay(
      DrawnLines drawn,
      TerminalSize size,
      Supplier<Optional<TerminalSize>> sizes,
      boolean colours,
      List<PrintedAbove> taken) {
    this.drawn = drawn;
    this.size = size;
    this.sizes = sizes;
    this.colours = colours;
    this.taken = taken;
    this.atExit = atExit(drawn);
  }

  private static @Nullable Thread atExit(DrawnLines drawn) {
    Thread hook = new Thread(drawn::end, "llm-live-erase");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return hook;
    } catch (IllegalStateException e) { // The JVM is ending already.
      return null;
    }
  }

  @Override
  public long tickNanos() {
    return TICK_NANOS;
  }

  @Override
  public void show(LiveFrame frame, long nowNanos) {
    if (resized) {
      resized = false;
      size = sizes.get().orElse(size);
    }
    drawn.draw(LiveScreen.lines(frame, size, colours));
  }

  @Override
  public void end(Optional<LiveFrame> last) {
    drawn.end();
    taken.forEach(PrintedAbove::giveBack);
    if (atExit != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // It runs, or will: there is nothing left to erase.
      }
    }
  }

  @Override
  public boolean isOver() {
    return drawn.isOver();
  }

  @Override
  public void resized() {
    resized = true;
  }
}
