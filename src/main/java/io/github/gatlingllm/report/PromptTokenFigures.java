package io.github.gatlingllm.report;

import io.github.gatlingllm.record.PromptTokens;
import io.github.gatlingllm.record.TokenDifference;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How exact the prompts were, and what the server adds to each.
 *
 * @param byTokenizer prompts that the client counted, by the tokenizer
 * @param counted prompts that the client counted
 * @param exact of those for which a length was asked, how many have it
 * @param offByOne of those, how many are one token longer or shorter
 * @param furtherOff of those, how many are further away
 * @param all the server's count minus the client's, of all requests that succeeded; empty where the
 *     server stated none
 * @param steady the same of the steady phase
 */
record PromptTokenFigures(
    Map<String, Long> byTokenizer,
    long counted,
    long exact,
    long offByOne,
    long furtherOff,
    Optional<Difference> all,
    Optional<Difference> steady) {

  /** What is known of the tokens that the server adds: a chat template, a system prompt. */
  enum Overhead {
    /** Each response said the same. */
    LEARNT("learnt"),
    /** Responses disagree: not only something fixed was added. */
    VARIES("varies"),
    /** No response said how long its prompt was. */
    NOT_STATED("notStated");

    private final String key;

    Overhead(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  /**
   * Differences of two counts, in tokens.
   *
   * @param mostFrequent absent where there are too many different ones
   */
  record Difference(long count, long min, long max, double mean, OptionalLong mostFrequent) {

    static Optional<Difference> of(TokenDifference counted) {
      return counted.count() == 0
          ? Optional.empty()
          : Optional.of(
              new Difference(
                  counted.count(),
                  counted.min(),
                  counted.max(),
                  counted.mean(),
                  counted.mostFrequent()));
    }
  }

  /** The figures of a run, or nothing where the client counted no prompt. */
  static Optional<PromptTokenFigures> of(PromptTokens counted) {
    return counted.counted() == 0
        ? Optional.empty()
        : Optional.of(
            new PromptTokenFigures(
                new TreeMap<>(counted.byTokenizer()),
                counted.counted(),
                counted.exact(),
                counted.offByOne(),
                counted.furtherOff(),
                Difference.of(counted.overhead()),
                Difference.of(counted.steadyOverhead())));
  }

  /** Prompts for which a length was asked. */
  long asked() {
    return exact + offByOne + furtherOff;
  }

  Overhead overhead() {
    return all.map(found -> found.min() == found.max() ? Overhead.LEARNT : Overhead.VARIES)
        .orElse(Overhead.NOT_STATED);
  }

  /** The tokens that the server adds to every prompt, if they are the same for all. */
  OptionalLong overheadTokens() {
    return overhead() == Overhead.LEARNT && all.isPresent()
        ? OptionalLong.of(all.get().min())
        : OptionalLong.empty();
  }

  /** The names of the tokenizers, for people. */
  String tokenizers() {
    return String.join(", ", byTokenizer.keySet());
  }
}
