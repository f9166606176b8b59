package io.github.gatlingllm.gatling;

/**
 * What is kept of the texts of requests.
 *
 * @param logged whether prompts and answers go into the files of the run
 * @param maxAnswerChars the most characters that are kept of an answer; tokens are counted all the
 *     same
 */
public record Texts(boolean logged, int maxAnswerChars) {

  /** All texts are logged, of an answer up to a million characters. */
  public static final Texts DEFAULT = new Texts(true, 1_000_000);

  /** Refuses a negative bound. */
  public Texts {
    if (maxAnswerChars < 0) {
      throw new IllegalArgumentException(
          "maxAnswerChars is " + maxAnswerChars + "; accepted: 0 or more");
    }
  }

  /** These, without prompts and answers in files. */
  public Texts unlogged() {
    return new Texts(false, maxAnswerChars);
  }

  /** These, with another bound. */
  public Texts upTo(int newMaxAnswerChars) {
    return new Texts(logged, newMaxAnswerChars);
  }

  /** How much of an answer must be kept while it comes in. */
  int neededChars(boolean used) {
    return logged || used ? maxAnswerChars : 0;
  }
}
