package io.github.gatlingllm.api;

/**
 * How many inputs a request has that asks for no text, but for a vector or a score for each.
 *
 * @param inputs texts to be embedded, or documents to be ranked
 * @param results how many results a whole answer has: as many, unless fewer were asked for
 */
public record Batch(int inputs, int results) {

  /** That of a request that is answered with text. */
  public static final Batch NONE = new Batch(0, 0);

  /** One result for each input. */
  public static Batch of(int inputs) {
    return new Batch(inputs, inputs);
  }
}
