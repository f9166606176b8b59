package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.record.InputStatistics;
import io.github.gatlingllm.record.PhaseStatistics;
import java.util.Locale;
import java.util.Optional;

/**
 * The figures of requests that are made of inputs, each of which is answered with a vector or a
 * score: of the successful.
 *
 * @param ok how many requests
 * @param inputs how many inputs they had together
 * @param tokens how many tokens these had, as far as that is known; 0 if nobody told
 * @param fewest the fewest inputs of one
 * @param most the most inputs of one
 * @param alone whether there were no other requests, so that there is no output to tell of
 */
record InputFigures(long ok, long inputs, long tokens, int fewest, int most, boolean alone) {

  /** Those of a phase, if it had such requests. */
  static Optional<InputFigures> of(PhaseStatistics statistics) {
    InputStatistics counted = statistics.inputs();
    return counted.started() == 0
        ? Optional.empty()
        : Optional.of(
            new InputFigures(
                counted.ok(),
                counted.inputs(),
                counted.inputTokens(),
                counted.ok() == 0 ? 0 : counted.fewest(),
                counted.most(),
                counted.started() == statistics.started()));
  }

  double batchSize() {
    return Numbers.ratio(inputs, ok);
  }

  /**
   * Writes them as a block.
   *
   * @param phase those of the phase, for its window
   */
  void write(PhaseFigures phase, ObjectNode json) {
    json.put("total", inputs);
    phase.perSecond(inputs).ifPresent(rate -> json.put("perSecond", Numbers.exact(rate)));
    if (tokens > 0) {
      json.put("tokens", tokens);
      phase.perSecond(tokens).ifPresent(rate -> json.put("tokensPerSecond", Numbers.exact(rate)));
    }
    if (ok > 0) {
      json.putObject("batchSize")
          .put("mean", Numbers.rounded(batchSize()))
          .put("min", fewest)
          .put("max", most);
    }
  }

  /** For the console: how many inputs there were, and how many a second. */
  String line(PhaseFigures phase) {
    return String.format(
            Locale.ROOT,
            "Inputs: %d in %d requests, %.1f a request (%d to %d)",
            inputs,
            ok,
            batchSize(),
            fewest,
            most)
        + phase.perSecond(inputs).map(rate -> text(", %.2f inputs/s", rate)).orElse("")
        + (tokens > 0
            ? text(", %.1f tokens an input", Numbers.ratio(tokens, inputs))
                + phase.perSecond(tokens).map(rate -> text(", %.2f tokens/s", rate)).orElse("")
            : "");
  }

  private static String text(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
