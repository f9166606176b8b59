package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.record.AnswerLengths;
import java.util.Locale;
import java.util.Optional;

/**
 * How long answers were, against what was asked: of the successful requests that asked for a
 * length.
 *
 * @param requests these requests
 * @param asked output tokens that they asked for
 * @param delivered output tokens that they got
 * @param reached requests whose answer was as long as asked, or longer
 * @param longer requests whose answer was longer than asked
 * @param stoppedBefore requests whose answer was shorter because the model ended it
 * @param reasoningOfLonger reasoning tokens of the answers that were longer
 * @param ratio delivered / asked of each request
 */
record OutputLength(
    long requests,
    long asked,
    long delivered,
    long reached,
    long longer,
    long stoppedBefore,
    long reasoningOfLonger,
    Spread ratio) {

  /** A load that is so far off is another load: a tenth, as in tokenflood. */
  private static final double NOTABLE = 0.1;

  static Optional<OutputLength> of(AnswerLengths lengths) {
    return lengths.requests() == 0
        ? Optional.empty()
        : Optional.of(
            new OutputLength(
                lengths.requests(),
                lengths.asked(),
                lengths.delivered(),
                lengths.reached(),
                lengths.longer(),
                lengths.stoppedBefore(),
                lengths.reasoningOfLonger(),
                Spread.of(lengths.deliveredPerAsked(), AnswerLengths.THOUSANDTHS)));
  }

  /** All delivered tokens / all asked tokens. */
  double deliveredPerAsked() {
    return Numbers.ratio(delivered, asked);
  }

  double shareReached() {
    return Numbers.ratio(reached, requests);
  }

  void write(ObjectNode json) {
    json.put("requests", requests);
    json.put("askedTokens", asked);
    json.put("deliveredTokens", delivered);
    json.put("deliveredPerAsked", Numbers.exact(deliveredPerAsked()));
    json.put("reached", reached);
    json.put("longer", longer);
    json.put("stoppedBefore", stoppedBefore);
    PhaseJson.writeSpread(ratio, json.putObject("perRequest"));
  }

  /** One line for people. */
  String line() {
    return String.format(
        Locale.ROOT,
        "Output tokens: %d asked, %d delivered (%.1f %%); %.1f %% of answers reached their length",
        asked,
        delivered,
        100 * deliveredPerAsked(),
        100 * shareReached());
  }

  /** What to know where answers are a tenth longer or shorter than asked. */
  Optional<String> warning() {
    double off = deliveredPerAsked() - 1;
    // 10 % exactly is within, whatever binary fractions make of that.
    if (Math.abs(off) <= NOTABLE + 1e-9) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "answers were %.1f %% %s than asked (%d of %d output tokens): %s",
            100 * Math.abs(off),
            off < 0 ? "shorter" : "longer",
            delivered,
            asked,
            off < 0 ? whyShorter() : whyLonger()));
  }

  private String whyShorter() {
    long shorter = requests - reached;
    return 2 * stoppedBefore >= shorter
        ? String.format(
            Locale.ROOT,
            "the model ended %d of %d by itself (stop); where the server takes ignore_eos and"
                + " min_tokens, set benchmark.outputControl to \"exact\", else give a task that"
                + " makes longer answers (generator.task)",
            stoppedBefore,
            requests)
        : String.format(
            Locale.ROOT,
            "%d of %d were cut off before, and not by the model; see their finish reasons",
            shorter - stoppedBefore,
            requests);
  }

  private String whyLonger() {
    return reasoningOfLonger > 0
        ? String.format(
            Locale.ROOT,
            "%d of these tokens are reasoning, which the server may not count towards max_tokens",
            reasoningOfLonger)
        : String.format(
            Locale.ROOT, "the server did not keep to max_tokens in %d of %d", longer, requests);
  }
}
