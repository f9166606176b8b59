package io.github.gatlingllm.report;

import io.github.gatlingllm.report.CalibrationResult.Accuracy;
import io.github.gatlingllm.report.CalibrationResult.Ceiling;
import io.github.gatlingllm.report.CalibrationResult.Errors;
import io.github.gatlingllm.report.CalibrationResult.Load;
import io.github.gatlingllm.report.CalibrationResult.Step;
import io.github.gatlingllm.report.CalibrationResult.Streams;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A calibration for the console: ASCII, at most {@link ConsoleSummary#WIDTH} columns. */
public final class CalibrationText {

  /** From here on the source's one thread may be what the ceiling is of. */
  private static final double BUSY_SOURCE_CORES = 0.9;

  /** Below this a client waits more than it works. */
  private static final double IDLE_CLIENT_CORES = 0.25;

  private static final double BUSY_OTHERS_CORES = 0.25;
  private static final double MIB = 1 << 20;

  private final CalibrationResult result;
  private final List<String> lines = new ArrayList<>();

  /** The text of a calibration. */
  public CalibrationText(CalibrationResult result) {
    this.result = result;
  }

  /**
   * The text, each line with a newline at its end.
   *
   * @param file where the calibration is kept
   */
  public String render(Path file) {
    lines.clear();
    lines.add("=".repeat(ConsoleSummary.WIDTH));
    addHeader();
    addAccuracy(result.accuracy());
    addCeilings();
    addNotes();
    lines.add("");
    lines.add("File: " + ConsoleText.ascii(file.toString()));
    lines.add("=".repeat(ConsoleSummary.WIDTH));
    return lines.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining());
  }

  private void addHeader() {
    CalibrationResult.Client client = result.client();
    addWrapped(
        text(
            "Gatling LLM  calibration of host %s, %d processors",
            result.host(), result.processors()));
    addWrapped(
        text(
            "Client: Java %s, %s, heap %.0f MiB, event loops: %d",
            result.versions().getOrDefault("java", "?"),
            String.join(" and ", client.collectors()),
            client.maxHeapBytes() / MIB,
            client.eventLoops()));
    Load load = result.load();
    addWrapped(
        text(
            "Planned load: %,d streams of %,d tokens at %s tokens/s each, opened over %s s; %s s"
                + " measured after %s s left out",
            load.streams(),
            load.tokens(),
            plain(load.tokensPerSecond()),
            plain(load.rampSeconds()),
            plain(load.seconds()),
            plain(load.settleSeconds())));
  }

  private void addAccuracy(Accuracy accuracy) {
    lines.add("");
    lines.add(
        text(
            "%-12s %9s %9s %9s  of %,d streams%s",
            "Error, ms",
            "p50",
            "p99",
            "max",
            accuracy.compared(),
            accuracy.unmatched() + accuracy.failed() == 0
                ? ""
                : text("; %,d failed, %,d unmatched", accuracy.failed(), accuracy.unmatched())));
    addErrors("TTFT", accuracy.ttft(), "reported less true: request read to first token sent");
    addErrors("ITL", accuracy.itl(), "how far a gap between two tokens is off, either way");
    addErrors("E2E", accuracy.e2e(), "reported less true: request read to last token sent");
  }

  private void addErrors(String name, Errors errors, String meaning) {
    lines.add(
        text(
            "%-12s %9.3f %9.3f %9.3f  %s",
            name, errors.p50(), errors.p99(), errors.max(), meaning));
  }

  private void addCeilings() {
    lines.add("");
    lines.add(text("%-12s %9s %9s %9s", "Ceiling", "most", "client", "source"));
    addCeiling("tokens/s", result.tokens(), "64 streams of 1,000 tokens, 8 events a write");
    addCeiling("requests/s", result.requests(), "64 streams of 1 token, prompts as planned");
    Streams streams = result.streams();
    lines.add(
        text(
            "%-12s %9s %9s %9s  %s",
            "streams",
            streams.kept().map(step -> text("%,d", step.streams())).orElse("-"),
            "",
            "",
            "each as planned: the most that are kept up with"));
    streams.kept().ifPresent(step -> addStep("kept", step));
    streams.notKept().ifPresent(step -> addStep("not kept", step));
    if (streams.notKept().isEmpty()) {
      lines.add(text("  limit not reached: no more than %,d were tried", streams.bound()));
    }
    lines.add("client, source: CPU seconds that each took for a million");
  }

  private void addCeiling(String name, Ceiling ceiling, String load) {
    lines.add(
        text(
            "%-12s %,9.0f %9.2f %9.2f  %s",
            name,
            ceiling.perSecond(),
            ceiling.clientCpuSecondsPerMillion(),
            ceiling.sourceCpuSecondsPerMillion(),
            load));
  }

  private void addStep(String word, Step step) {
    lines.add(text("  %-8s %,8d: %s", word, step.streams(), step.reason()));
  }

  private void addNotes() {
    lines.add("");
    addWrapped(
        "Source and client share this machine, so a client alone on it can do more than these"
            + " ceilings.");
    addIdle("tokens/s", result.tokens());
    addIdle("requests/s", result.requests());
    double source = Math.max(result.tokens().sourceCores(), result.requests().sourceCores());
    if (source >= BUSY_SOURCE_CORES) {
      addWrapped(
          text(
              "The source's one thread was busy (%.2f of it): a ceiling may be the source's, and"
                  + " the client's higher.",
              source));
    }
    double others =
        Math.max(
            result.accuracy().othersCores(),
            Math.max(result.tokens().othersCores(), result.requests().othersCores()));
    if (others >= BUSY_OTHERS_CORES) {
      addWrapped(
          text(
              "Other processes kept up to %.1f processors busy: on a quiet machine figures are"
                  + " better.",
              others));
    }
  }

  /** A client that had nothing to do was not at its ceiling, whoever kept it from work. */
  private void addIdle(String name, Ceiling ceiling) {
    if (ceiling.clientCores() < IDLE_CLIENT_CORES) {
      addWrapped(
          text(
              "The ceiling in %s is none: the client used only %.2f processors, so something else"
                  + " held it up. Calibrate again.",
              name, ceiling.clientCores()));
    }
  }

  private void addWrapped(String sentence) {
    lines.addAll(ConsoleText.wrapped(sentence, ConsoleSummary.WIDTH));
  }

  /** The calibration in one sentence, for the summary of a run. */
  static String line(CalibrationResult result, Optional<Double> shareOfTokens) {
    Accuracy accuracy = result.accuracy();
    return text(
        "Calibration (%s, %,d streams at %s tokens/s): error p99 TTFT %.2f, ITL %.2f, E2E %.2f ms;"
            + " ceiling %,.0f tokens/s%s, %,.0f requests/s, %s streams",
        result.date().atZone(ZoneOffset.UTC).toLocalDate(),
        result.load().streams(),
        plain(result.load().tokensPerSecond()),
        accuracy.ttft().p99(),
        accuracy.itl().p99(),
        accuracy.e2e().p99(),
        result.tokens().perSecond(),
        shareOfTokens.map(of -> text(" (%.1f %% used)", 100 * of)).orElse(""),
        result.requests().perSecond(),
        streams(result.streams()));
  }

  private static String streams(Streams streams) {
    String more = streams.notKept().isPresent() ? "" : " or more";
    return streams.kept().map(step -> text("%,d%s", step.streams(), more)).orElse("no");
  }

  private static String plain(double value) {
    return Numbers.rounded(value).toPlainString();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
