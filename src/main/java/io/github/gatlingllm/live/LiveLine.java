package io.github.gatlingllm.live;

import static io.github.gatlingllm.live.LiveText.format;

import io.github.gatlingllm.live.LiveFigures.Counts;
import io.github.gatlingllm.live.LiveFigures.Failure;
import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.report.ConsoleText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A frame in one line of printable ASCII, for files and pipes. */
final class LiveLine {

  private static final String START = "gatling-llm: ";
  private static final int MAX_FAILURES = 3;
  private static final int MAX_MESSAGE_CHARS = 120;
  private static final int MAX_REASON_CHARS = 60;

  private LiveLine() {}

  /** The run now: what happens, and the last ten seconds. */
  static String now(LiveFrame frame) {
    LiveFigures figures = frame.figures();
    List<String> parts = new ArrayList<>();
    parts.add(LiveText.time(frame.load().elapsedNanos()) + " " + doing(frame));
    parts.add(LiveText.slots(frame));
    parts.add(progress(frame));
    parts.add(
        rates(figures.window(), figures.windowSeconds(), frame.flow().outputTokensPerSecond()));
    for (Metric metric : LiveStatistics.METRICS) {
      LiveFigures.Latency latency = figures.latencies().get(metric);
      if (latency != null && latency.window().count() > 0) {
        parts.add(percentiles(metric, latency.window()));
      }
    }
    frame.health().ifPresent(health -> parts.add(LiveText.health(health).get(0)));
    parts.add(failures(figures));
    return line(parts);
  }

  /** The whole run, when it is over. */
  static String ended(LiveFrame frame) {
    LiveFigures figures = frame.figures();
    double seconds = frame.load().elapsedNanos() / 1e9;
    List<String> parts = new ArrayList<>();
    parts.add(LiveText.time(frame.load().elapsedNanos()) + " ended");
    parts.add(format("%d requests, %d ok", figures.run().ended(), figures.run().ok()));
    parts.add(
        rates(
            figures.run(),
            seconds,
            LiveText.perSecond((double) figures.run().outputTokens(), seconds)));
    for (Metric metric : LiveStatistics.METRICS) {
      LiveFigures.Latency latency = figures.latencies().get(metric);
      if (latency != null && latency.run().count() > 0) {
        parts.add(percentiles(metric, latency.run()));
      }
    }
    parts.add(failures(figures));
    return line(parts);
  }

  private static String line(List<String> parts) {
    return START
        + parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(" | "));
  }

  private static String doing(LiveFrame frame) {
    if (frame.stopping().isPresent()) {
      String text = LiveText.stopping(frame.stopping().get(), frame.load().open());
      return ConsoleText.ascii(text, MAX_REASON_CHARS);
    }
    String level = frame.level().map(of -> ", " + LiveText.level(of)).orElse("");
    return frame.load().activity() + level;
  }

  private static String progress(LiveFrame frame) {
    LoadNow load = frame.load();
    List<String> parts = new ArrayList<>();
    if (load.most() > 0) {
      parts.add(format("%d/%d", load.ended(), load.most()));
    }
    if (!Double.isNaN(load.share())) {
      parts.add(format("%.0f %%", 100 * load.share()));
    }
    if (frame.stopping().isEmpty()) {
      load.leftNanos().ifPresent(left -> parts.add("ETA " + LiveText.time(left)));
    }
    return String.join(" ", parts);
  }

  private static String rates(Counts counts, double seconds, double outputRate) {
    return format(
        "%s req/s, tok/s %s out %s in",
        LiveText.rate(LiveText.perSecond((double) counts.ended(), seconds)),
        LiveText.rate(outputRate),
        LiveText.rate(LiveText.perSecond((double) counts.inputTokens(), seconds)));
  }

  private static String percentiles(Metric metric, Percentiles of) {
    return format(
        "%s p50 %s p95 %s p99 %s ms",
        metric.name(),
        LiveText.millis(of.p50()),
        LiveText.millis(of.p95()),
        LiveText.millis(of.p99()));
  }

  private static String failures(LiveFigures figures) {
    List<Failure> errors = figures.errors();
    String all = figures.run().failed() + " failed";
    if (errors.isEmpty()) {
      return all;
    }
    return errors.stream()
        .limit(MAX_FAILURES)
        .map(
            failure ->
                format(
                    "%s %d (%s)",
                    ConsoleText.ascii(failure.kind(), MAX_REASON_CHARS),
                    failure.count(),
                    ConsoleText.ascii(failure.message(), MAX_MESSAGE_CHARS)))
        .collect(Collectors.joining(", ", all + ": ", errors.size() > MAX_FAILURES ? ", ..." : ""));
  }
}
