package io.github.gatlingllm.live;

import static io.github.gatlingllm.live.LiveText.format;

import io.github.gatlingllm.live.LiveFigures.Counts;
import io.github.gatlingllm.live.LiveFigures.Failure;
import io.github.gatlingllm.live.StyledText.Style;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.report.ConsoleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A frame in lines for a terminal of a size: printable ASCII, so that a column is a character, and
 * no line is as wide as the terminal, so that none wraps. What does not fit is cut, or left out
 * from below. Text from outside is stripped of control characters.
 */
final class LiveScreen {

  /** Below this there is room for the percentiles of the last ten seconds alone. */
  static final int WIDE_COLUMNS = 76;

  /** From here on endpoint and simulation fit into one line. */
  private static final int ONE_LINE_COLUMNS = 120;

  private static final int MAX_FAILURES = 5;
  private static final int MAX_NAME_CHARS = 60;
  private static final int MAX_TEXT_CHARS = 400;
  private static final int MIN_BAR = 10;
  private static final int MAX_BAR = 60;

  private static final Map<String, Style> COLOURS =
      Map.of(
          Phase.RAMP_UP.key(),
          Style.YELLOW,
          Phase.STEADY.key(),
          Style.GREEN,
          LoadNow.RUNNING,
          Style.GREEN,
          Phase.RAMP_DOWN.key(),
          Style.MAGENTA,
          Phase.DRAIN.key(),
          Style.MAGENTA);

  private final LiveFrame frame;
  private final int width;
  private final List<StyledText> lines = new ArrayList<>();

  private LiveScreen(LiveFrame frame, int width) {
    this.frame = frame;
    this.width = width;
  }

  /**
   * The lines of a frame.
   *
   * @param size of the terminal
   * @param colours whether it shows any
   * @return fewer than the terminal has, each narrower than it
   */
  static List<String> lines(LiveFrame frame, TerminalSize size, boolean colours) {
    int width = Math.max(1, size.columns() - 1);
    LiveScreen screen = new LiveScreen(frame, width);
    screen.addAll();
    return screen.lines.stream()
        .limit(Math.max(1, size.rows() - 2)) // One is empty, and one is the cursor's.
        .map(line -> line.render(width, colours))
        .toList();
  }

  private void addAll() {
    addHead();
    addPhase();
    addProgress();
    addRates();
    addLatencies();
    frame.health().ifPresent(now -> addParts("Client: ", LiveText.health(now)));
    addFailures();
  }

  private void addHead() {
    String simulation = ConsoleText.ascii(frame.run().simulation(), MAX_NAME_CHARS);
    String endpoint = ConsoleText.ascii(frame.run().endpoint(), MAX_TEXT_CHARS);
    StyledText head = new StyledText().add("Gatling LLM  " + simulation, Style.BOLD);
    if (width >= ONE_LINE_COLUMNS) {
      lines.add(head.add("  " + endpoint));
    } else {
      lines.add(head);
      lines.add(StyledText.of(endpoint));
    }
  }

  private void addPhase() {
    LoadNow load = frame.load();
    if (frame.stopping().isPresent()) {
      String text = LiveText.stopping(frame.stopping().get(), load.open());
      lines.add(new StyledText().add(ConsoleText.ascii(text, MAX_TEXT_CHARS), Style.RED));
      return;
    }
    StyledText line =
        new StyledText()
            .add(load.activity(), COLOURS.getOrDefault(load.activity(), Style.PLAIN))
            .add("  " + LiveText.slots(frame));
    frame.level().ifPresent(level -> line.add("  " + LiveText.level(level)));
    lines.add(line);
  }

  /** The bar takes what the figures leave of the line. */
  private void addProgress() {
    LoadNow load = frame.load();
    List<String> parts = new ArrayList<>();
    if (load.most() > 0) {
      parts.add(format("%d/%d", load.ended(), load.most()));
    }
    parts.add("elapsed " + LiveText.time(load.elapsedNanos()));
    if (frame.stopping().isEmpty()) {
      load.leftNanos().ifPresent(left -> parts.add("ETA " + LiveText.time(left)));
    }
    String figures = String.join("  ", parts);
    if (Double.isNaN(load.share())) {
      lines.add(StyledText.of(figures));
      return;
    }
    String percent = format("%5.1f %%  ", 100 * load.share());
    int room = width - "[]  ".length() - percent.length() - figures.length();
    if (room < MIN_BAR) {
      lines.add(StyledText.of(percent.strip() + "  " + figures));
      return;
    }
    lines.add(StyledText.of(bar(Math.min(room, MAX_BAR), load.share()) + percent + figures));
  }

  private static String bar(int length, double share) {
    int done = (int) Math.min(length, Math.max(0, Math.floor(share * length)));
    String head = done < length ? ">" : "";
    return "[" + "=".repeat(done) + head + " ".repeat(length - done - head.length()) + "]  ";
  }

  private void addRates() {
    lines.add(
        new StyledText()
            .add(
                width >= WIDE_COLUMNS
                    ? format(
                        "%-10s%11s%13s%13s%10s%9s",
                        "", "requests/s", "tok/s out", "tok/s in", "ok", "failed")
                    : format("%-10s%8s%9s%9s", "", "req/s", "tok/s", "failed"),
                Style.DIM));
    LiveFigures figures = frame.figures();
    double elapsed = frame.load().elapsedNanos() / 1e9;
    addRates(
        "last 10 s",
        figures.window(),
        figures.windowSeconds(),
        frame.flow().outputTokensPerSecond());
    addRates(
        "run",
        figures.run(),
        elapsed,
        LiveText.perSecond((double) frame.flow().outputTokens(), elapsed));
  }

  private void addRates(String name, Counts counts, double seconds, double outputRate) {
    String requests = LiveText.rate(LiveText.perSecond((double) counts.ended(), seconds));
    String output = LiveText.rate(outputRate);
    Style failed = counts.failed() > 0 ? Style.RED : Style.PLAIN;
    StyledText line = new StyledText().add(format("%-10s", name), Style.DIM);
    if (width < WIDE_COLUMNS) {
      line.add(format("%8s%9s", requests, output));
      lines.add(line.add(format("%9d", counts.failed()), failed));
      return;
    }
    String input = LiveText.rate(LiveText.perSecond((double) counts.inputTokens(), seconds));
    line.add(format("%11s%13s%13s%10d", requests, output, input, counts.ok()));
    lines.add(line.add(format("%9d", counts.failed()), failed));
  }

  private void addLatencies() {
    boolean wide = width >= WIDE_COLUMNS;
    String of = frame.level().isPresent() ? "level" : "run";
    String header =
        wide
            ? format(
                "%-7s%10s%11s%11s  |%10s%11s%11s",
                "ms", "10 s p50", "p95", "p99", of + " p50", "p95", "p99")
            : format("%-8s%9s%10s%10s", "ms, 10 s", "p50", "p95", "p99");
    lines.add(new StyledText().add(header, Style.DIM));
    for (Metric metric : LiveStatistics.METRICS) {
      LiveFigures.Latency latency = frame.figures().latencies().get(metric);
      if (latency != null) {
        addLatency(metric.name(), latency);
      }
    }
  }

  private void addLatency(String name, LiveFigures.Latency latency) {
    StyledText line = new StyledText().add(format("%-7s", name), Style.DIM);
    int[] columns = width >= WIDE_COLUMNS ? new int[] {10, 11, 11} : new int[] {10, 10, 10};
    line.add(cells(latency.window(), columns));
    if (width >= WIDE_COLUMNS) {
      line.add("  |").add(cells(latency.run(), columns));
    }
    lines.add(line);
  }

  private static String cells(Percentiles of, int[] columns) {
    double[] values = {of.p50(), of.p95(), of.p99()};
    StringBuilder cells = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      String text = of.count() == 0 ? LiveText.NONE : LiveText.millis(values[i]);
      cells.append(format("%" + columns[i] + "s", text));
    }
    return cells.toString();
  }

  /** In as many lines as it takes, but a part is never broken. */
  private void addParts(String start, List<String> parts) {
    StringBuilder line = new StringBuilder(start);
    boolean first = true;
    for (String part : parts) {
      if (!first && line.length() + 2 + part.length() > width) {
        lines.add(StyledText.of(line.append(";").toString()));
        line = new StringBuilder(" ".repeat(start.length())).append(part);
      } else {
        line.append(first ? "" : "; ").append(part);
      }
      first = false;
    }
    lines.add(StyledText.of(line.toString()));
  }

  private void addFailures() {
    List<Failure> errors = frame.figures().errors();
    if (errors.isEmpty()) {
      return;
    }
    long failed = errors.stream().mapToLong(Failure::count).sum();
    long ended = frame.figures().run().ended();
    lines.add(
        new StyledText()
            .add(
                format(
                    "Errors: %d of %d ended (%.1f %%)",
                    failed, ended, 100.0 * failed / Math.max(1, ended)),
                Style.RED));
    for (Failure failure : errors.subList(0, Math.min(errors.size(), MAX_FAILURES))) {
      String kind = ConsoleText.ascii(failure.kind(), MAX_NAME_CHARS);
      lines.add(
          StyledText.of(
              format("  %-20s%8d  ", kind, failure.count())
                  + ConsoleText.ascii(failure.message(), MAX_TEXT_CHARS)));
    }
    if (errors.size() > MAX_FAILURES) {
      lines.add(StyledText.of(format("  and %d more kinds", errors.size() - MAX_FAILURES)));
    }
  }
}
