package io.github.gatlingllm.report;

import io.github.gatlingllm.report.PromptTokenFigures.Difference;
import java.util.List;
import java.util.Locale;

/** How exact the prompts were and what the server adds to them, as sentences. */
final class PromptTokensText {

  private final PromptTokenFigures figures;

  PromptTokensText(PromptTokenFigures figures) {
    this.figures = figures;
  }

  /** For the console: how exact the prompts were, and what the server counts beyond them. */
  List<String> lines() {
    return List.of(
        "Prompts: " + figures.counted() + " counted with " + figures.tokenizers() + exactness(),
        "Prompt tokens at the server: " + overhead());
  }

  private String exactness() {
    return figures.asked() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            ": %d exact, %d off by one, %d by more",
            figures.exact(),
            figures.offByOne(),
            figures.furtherOff());
  }

  private String overhead() {
    if (figures.all().isEmpty()) {
      return "not stated, so what a chat template adds is not known";
    }
    Difference found = figures.all().get();
    return figures.overhead() == PromptTokenFigures.Overhead.LEARNT
        ? String.format(
            Locale.ROOT,
            "%+d by template and system prompt, the same in all %d responses",
            found.min(),
            found.count())
        : spread(found) + ", not the same for all: see the warnings";
  }

  /** What to think of counts that disagree, of figures where they do. */
  static String warning(PromptTokenFigures figures, Difference found) {
    return "the server's counts of prompt tokens minus those of "
        + figures.tokenizers()
        + " are "
        + spread(found)
        + ", not the same for all: the tokenizer is probably not the model's, or requests"
        + " had different numbers of messages";
  }

  private static String spread(Difference found) {
    return String.format(
        Locale.ROOT,
        "%+d to %+d tokens (mean %+.1f, %d responses)",
        found.min(),
        found.max(),
        found.mean(),
        found.count());
  }
}
