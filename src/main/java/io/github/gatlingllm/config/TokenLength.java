package io.github.gatlingllm.config;

import java.util.OptionalDouble;

/**
 * A normal distribution of lengths in tokens, as it was configured.
 *
 * @param mean mean length in tokens, above 0
 * @param givenStddev standard deviation in tokens, 0 or more, or empty when none was given
 */
public record TokenLength(double mean, OptionalDouble givenStddev) {

  private static final double DEFAULT_STDDEV_PER_MEAN = 0.1;

  /**
   * Returns the standard deviation to use, in tokens: the given one, or a tenth of the mean.
   *
   * <p>The default is computed here and not filled in, because the resolved file shows what was
   * given.
   */
  public double stddev() {
    return givenStddev.orElse(DEFAULT_STDDEV_PER_MEAN * mean);
  }
}
