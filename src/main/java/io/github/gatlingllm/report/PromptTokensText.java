package io.github.gatlingllm.report;

import io.github.gatlingllm.report.PromptTokenFigures.Difference;
import java.util.Locale;

/** How exact the prompts were and what the server adds to them, as sentences. */
final class PromptTokensText {

  private final PromptTokenFigures figures;

  PromptTokensText(PromptTokenFigures figures) {
    this.figures = figures;
  }

  /** One line for the console. */
  @Override
  public String toString() {
    return "Prompts: "
        + figures.counted()
        + " counted with "
        + figures.tokenizers()
        + exactness()
        + "; "
        + overhead();
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
    return figures
        .all()
        .map(
            found ->
                figures.overhead() == PromptTokenFigures.Overhead.LEARNT
                    ? String.format(
                        Locale.ROOT,
                        "template %+d tokens, by all %d responses",
                        found.min(),
                        found.count())
                    : "the server's counts differ by " + spread(found))
        .orElse("template unknown, since the server stated no prompt tokens");
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
