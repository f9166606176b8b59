package io.github.gatlingllm.gatling;

import io.github.gatlingllm.record.ResponseLimits;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the texts of requests.
 *
 * @param logged whether prompts and answers go into the files of the run
 * @param maxAnswerChars the most characters that are kept of an answer; tokens are counted all the
 *     same
 * @param redacted whether messages that may repeat prompts and answers are left out of everything
 *     that is written or shown; then texts are not logged either
 * @param saved how many requests have a file of their own too, or null for none
 */
public record Texts(
    boolean logged, int maxAnswerChars, boolean redacted, @Nullable ResponseLimits saved) {

  /** All texts are logged, of an answer up to a million characters. */
  public static final Texts DEFAULT = new Texts(true, 1_000_000, false, null);

  /** Refuses a negative bound. */
  public Texts {
    if (maxAnswerChars < 0) {
      throw new IllegalArgumentException(
          "maxAnswerChars is " + maxAnswerChars + "; accepted: 0 or more");
    }
    logged = logged && !redacted;
  }

  /** These, without prompts and answers in files. */
  public Texts unlogged() {
    return new Texts(false, maxAnswerChars, redacted, saved);
  }

  /** These, with another bound. */
  public Texts upTo(int newMaxAnswerChars) {
    return new Texts(logged, newMaxAnswerChars, redacted, saved);
  }

  /** These, without prompts and answers in anything that is written or shown. */
  public Texts withRedaction() {
    return new Texts(false, maxAnswerChars, true, saved);
  }

  /** These, with a file for each request, as many as such limits allow. */
  public Texts saving(ResponseLimits limits) {
    return new Texts(logged, maxAnswerChars, redacted, limits);
  }

  /** How much of an answer must be kept while it comes in. */
  int neededChars(boolean used) {
    return logged || used ? maxAnswerChars : 0;
  }
}
