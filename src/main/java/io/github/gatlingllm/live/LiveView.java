package io.github.gatlingllm.live;

import io.github.gatlingllm.record.RecordSink;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.timing.RunClock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The live view of a run. It takes ended requests from the thread that writes the run log, asks the
 * run for the rest ({@link LiveSource}), and shows it from a thread of its own: a terminal that is
 * slow, blocked or gone holds up nobody else. Whatever goes wrong in it, the run does not notice.
 */
public final class LiveView implements RecordSink {

  /** A terminal that takes longer than that to be left is left as it is. */
  private static final long MAX_END_MILLIS = 1000;

  private final RunClock clock;
  private final LiveStatistics statistics;
  private final Supplier<Display> displays;
  private @Nullable Thread thread;
  private volatile Display display = Display.NOTHING;
  private volatile boolean ended;

  LiveView(RunClock clock, Supplier<Display> displays) {
    this.clock = clock;
    this.statistics = new LiveStatistics(clock.nanos());
    this.displays = displays;
  }

  /**
   * The view that settings ask for, which shows nothing yet.
   *
   * @param gatlingWrites whether Gatling writes its own summary to the console
   * @return nothing if there is to be none
   */
  public static Optional<LiveView> of(
      LiveSettings settings, RunClock clock, boolean gatlingWrites) {
    return settings.decided(true, gatlingWrites) == LiveMode.OFF
        ? Optional.empty()
        : Optional.of(new LiveView(clock, () -> display(settings, gatlingWrites)));
  }

  /** On the thread of the view, since other processes are asked. */
  private static Display display(LiveSettings settings, boolean gatlingWrites) {
    Map<String, String> environment = System.getenv();
    Supplier<Optional<TerminalSize>> sizes = () -> StandardStreams.sizeOfError(environment);
    Optional<TerminalSize> size =
        settings.mode() == LiveMode.LINES ? Optional.empty() : sizes.get();
    boolean drawable = size.isPresent() && !LiveSettings.isDumb(environment);
    return switch (settings.decided(drawable, gatlingWrites)) {
      case SCREEN ->
          ScreenDisplay.open(
              new DrawnLines(new FileOutputStream(FileDescriptor.err)),
              size.orElseGet(() -> StandardStreams.size("", environment)),
              sizes,
              LiveSettings.wantsColours(environment),
              StandardStreams.outputIsTerminal());
      case LINES ->
          new LinesDisplay(settings.interval().toNanos(), line -> System.err.println(line));
      default -> Display.NOTHING;
    };
  }

  /** Shows a run from now on. */
  public void start(LiveSource source) {
    Thread shower = new Thread(() -> show(source), "llm-live");
    shower.setDaemon(true);
    thread = shower;
    shower.start();
  }

  private void show(LiveSource source) {
    LiveFrames frames = new LiveFrames(source, statistics);
    Display chosen = displays.get();
    display = chosen;
    Optional<LiveFrame> last = Optional.empty();
    try {
      while (!ended && !chosen.isOver()) {
        LockSupport.parkNanos(this, chosen.tickNanos());
        long now = clock.nanos();
        if (!ended) {
          frames.at(now).ifPresent(frame -> chosen.show(frame, now));
        }
      }
      last = frames.atEnd(clock.nanos());
    } catch (RuntimeException e) {
      System.err.println("gatling-llm: the live view has ended, the run goes on: " + e);
    } finally {
      chosen.end(last);
      source.over();
    }
  }

  /** The terminal has another size; may be called by any thread. */
  public void resized() {
    display.resized();
  }

  @Override
  public void write(RequestRecord request) {
    statistics.add(request);
  }

  @Override
  public void flush() {}

  /** Ends the view, when all requests have been counted. */
  @Override
  public void close() {
    ended = true;
    Thread shower = thread;
    if (shower != null) {
      LockSupport.unpark(shower);
      try {
        shower.join(MAX_END_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
