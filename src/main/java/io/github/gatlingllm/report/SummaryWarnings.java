package io.github.gatlingllm.report;

import io.github.gatlingllm.metrics.TokenCountSource;
import io.github.gatlingllm.record.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a reader of a summary must know before trusting its figures. */
final class SummaryWarnings {

  private static final List<Double> TAIL_PERCENTILES = List.of(95.0, 99.0);

  private final RunSummary summary;
  private final List<String> warnings = new ArrayList<>();

  /** Of a summary whose figures are all there. */
  SummaryWarnings(RunSummary summary) {
    this.summary = summary;
  }

  List<String> all() {
    if (summary.flotest().totalRequests() == 0) {
      warnings.add("no request was made");
    } else {
      addSteady();
      addTokens();
      summary
          .steady()
          .orElse(summary.allPhases())
          .outputLength()
          .flatMap(OutputLength::warning)
          .ifPresent(warnings::add);
      addResent();
      addPromptTokens();
      addCutAnswers();
      addCache();
    }
    if (summary.facts().notLogged() > 0) {
      warnings.add(
          summary.facts().notLogged()
              + " requests are counted but not in the run log, since writing it was too slow");
    }
    warnings.addAll(summary.facts().warnings());
    warnings.addAll(summary.gatling().disagreements());
    return List.copyOf(warnings);
  }

  private void addSteady() {
    Optional<PhaseFigures> steady = summary.steady();
    if (steady.isEmpty()) {
      warnings.add("there was no steady phase: no headline figures, only those of other phases");
      return;
    }
    long ok = steady.get().requests().ok();
    if (ok == 0) {
      warnings.add("no request of the steady phase succeeded");
      return;
    }
    List<String> thin =
        TAIL_PERCENTILES.stream()
            .filter(percentile -> !Spread.hasTail(percentile, ok))
            .map(Numbers::percentileKey)
            .toList();
    if (!thin.isEmpty()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "few requests of the steady phase succeeded (%d): fewer than 10 lie beyond %s",
              ok,
              thin.stream().collect(Collectors.joining(" and "))));
    }
  }

  private void addResent() {
    long resent = summary.allPhases().requests().resent();
    if (resent > 0) {
      warnings.add(
          resent
              + " requests were written twice, since the pooled connection they went to was closed"
              + " by the server: their latencies hold both");
    }
  }

  private void addPromptTokens() {
    summary
        .promptTokens()
        .filter(found -> found.overhead() == PromptTokenFigures.Overhead.VARIES)
        .ifPresent(
            found ->
                found
                    .all()
                    .map(differences -> PromptTokensText.warning(found, differences))
                    .ifPresent(warnings::add));
  }

  private void addCache() {
    warnings.addAll(summary.steady().orElse(summary.allPhases()).cache().warnings());
  }

  private void addCutAnswers() {
    long cut = summary.turns().map(turns -> turns.sessions().cut()).orElse(0L);
    if (cut > 0) {
      warnings.add(
          cut
              + " conversations ended before their last turn, since only the start of an answer was"
              + " kept: raise reporter.maxAnswerChars");
    }
  }

  private void addTokens() {
    PhaseFigures all = summary.allPhases();
    long ok = all.requests().ok();
    long events = all.tokens().sources().getOrDefault(TokenCountSource.EVENTS, 0L);
    if (events > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "output tokens of %d of %d successful requests (%.1f %%) are counted from events, "
                  + "since the server did not state them; an event may bring several tokens",
              events,
              ok,
              100 * Numbers.ratio(events, ok)));
    }
    long untimed =
        ok
            - all.inputs().map(InputFigures::ok).orElse(0L)
            - all.latency(Metric.TTFT).map(Spread::count).orElse(0L);
    if (untimed > 0) {
      warnings.add(
          untimed
              + " of "
              + ok
              + " successful answers were not streamed: they have no token timing");
    }
  }
}
