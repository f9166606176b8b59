package io.github.gatlingllm.report;

import io.github.gatlingllm.objective.ObjectiveResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Goodput and objectives for the console. */
final class ObjectivesText {

  private static final double PERCENT = 100;

  private ObjectivesText() {}

  static String line(Goodput goodput, PhaseFigures of) {
    String missed =
        goodput.missed().entrySet().stream()
            .map(limit -> limit.getKey().key() + " " + limit.getValue())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "Goodput: %.1f %% (%d of %d requests%s); above the limit of %s; not passed %d",
        PERCENT * goodput.share(),
        goodput.good(),
        goodput.started(),
        of.perSecond(goodput.good())
            .map(rate -> String.format(Locale.ROOT, ", %.2f req/s", rate))
            .orElse(""),
        missed,
        goodput.notPassed());
  }

  /** One for each objective. */
  static List<String> lines(JudgedObjectives judged) {
    String of = judged.ofSteady() ? "" : " (of all phases)";
    return judged.results().stream()
        .map(result -> word(result) + ": " + result.sentence() + of)
        .toList();
  }

  private static String word(ObjectiveResult result) {
    return result.met() ? "Objective met" : "OBJECTIVE MISSED";
  }
}
