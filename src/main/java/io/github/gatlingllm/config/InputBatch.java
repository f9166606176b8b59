package io.github.gatlingllm.config;

import io.github.gatlingllm.prompt.length.TokenLength;
import java.util.Optional;

/**
 * How requests are made of inputs, each of which is answered with a vector or a score.
 *
 * @param size inputs of a request, 1 or more
 * @param query length of what they are ranked by, if they are
 */
public record InputBatch(int size, Optional<TokenLength> query) {

  /**
   * Tokens of a request, on average.
   *
   * @param each those of an input
   */
  public double tokens(double each) {
    return size * each + query.map(TokenLength::mean).orElse(0.0);
  }
}
