package io.github.gatlingllm.prompt.length;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A distribution of lengths in tokens: how long a prompt is, or how long its answer should be.
 *
 * <p>Implementations are immutable, equal where they say the same, and take all their randomness
 * from the generator they are given. {@code toString()} is the form in which a flag takes them.
 */
public sealed interface TokenLength
    permits BinnedTokenLength,
        BoundedTokenLength,
        ConstantTokenLength,
        ExponentialTokenLength,
        LogNormalTokenLength,
        NormalTokenLength,
        UniformTokenLength {

  /** The longest mean, the longest constant and the longest bound that are accepted, in tokens. */
  int MAX_TOKENS = 10_000_000;

  /** The most values of a weighted list, and the most bins of a histogram. */
  int MAX_BINS = 1_000;

  /** The largest weight of a value or a bin. */
  double MAX_WEIGHT = 1e9;

  /**
   * A part of a histogram.
   *
   * @param from its shortest length in tokens, 1 or more
   * @param to its longest length, {@code from} to {@link #MAX_TOKENS}
   * @param weight how often its lengths come, as a part of the sum of all weights; above 0
   */
  record Bin(int from, int to, double weight) {

    /**
     * Checks all three.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Bin {
      LengthChecks.tokens("from", from);
      LengthChecks.range("from", from, "to", to);
      LengthChecks.weight(weight);
    }
  }

  /** Draws one length, in tokens; at least 1. */
  int sample(RandomGenerator random);

  /** The probability that a draw is so long or longer: 1 at first, then never rising, then 0. */
  double atLeast(int tokens);

  /** The longest length that is ever drawn, in tokens. */
  int longest();

  /**
   * The mean of what is drawn, rounding and bounds included, in tokens to a millionth: the sum of
   * the probabilities of being 1, 2, 3, … tokens long or longer.
   */
  default double mean() {
    return Math.rint(1e6 * (1 + TailSum.of(this::atLeast, 2, longest()))) / 1e6;
  }

  /**
   * The mean where each draw that is shorter than some length is taken as that, in tokens to a
   * millionth.
   */
  default double meanRaisedTo(int shortest) {
    return shortest <= 1
        ? mean()
        : Math.rint(1e6 * (shortest + TailSum.of(this::atLeast, shortest + 1, longest()))) / 1e6;
  }

  /**
   * The same distribution, cut off: a draw outside of the bounds is drawn again, so the shape
   * between them stays as it is. (To clamp would pile up lengths at the bounds, which is where a
   * server's limits are.) The mean moves away from the bound that cuts off more.
   *
   * @param shortest in tokens, 1 or more
   * @param longest in tokens, {@code shortest} to {@link #MAX_TOKENS}
   * @throws IllegalArgumentException if the bounds are out of range, or if less than a hundredth of
   *     the draws lies between them
   */
  default TokenLength between(int shortest, int longest) {
    return new BoundedTokenLength(this, shortest, longest);
  }

  /**
   * Always the same length.
   *
   * @param tokens 1 to {@link #MAX_TOKENS}
   * @throws IllegalArgumentException if out of range
   */
  static TokenLength constant(int tokens) {
    return new ConstantTokenLength(tokens);
  }

  /**
   * Every length from the shortest to the longest, both included, as likely as another.
   *
   * @param shortest in tokens, 1 or more
   * @param longest in tokens, {@code shortest} to {@link #MAX_TOKENS}
   * @throws IllegalArgumentException if either is out of range
   */
  static TokenLength uniform(int shortest, int longest) {
    return new UniformTokenLength(shortest, longest);
  }

  /**
   * A normal distribution whose standard deviation is 10 % of its mean.
   *
   * @param mean in tokens, above 0
   */
  static TokenLength normal(double mean) {
    return normal(mean, mean * 0.1);
  }

  /**
   * A normal distribution, rounded to whole tokens and clamped to 1 .. 3 × mean, as flotest has it.
   *
   * <p>The clamp moves the mean of what is drawn only where the deviation is wide: below a third of
   * the mean the lower bound is three deviations away.
   *
   * @param mean in tokens, above 0 and at most {@link #MAX_TOKENS}
   * @param stddev in tokens, 0 or more
   * @throws IllegalArgumentException if either is out of range or not a number
   */
  static TokenLength normal(double mean, double stddev) {
    return new NormalTokenLength(mean, stddev);
  }

  /**
   * A log-normal distribution, rounded to whole tokens, with draws below 1 taken as 1: many short
   * lengths and a few very long ones, as requests of people have them.
   *
   * @param mean of the lengths themselves and not of their logarithms, in tokens, above 0 and at
   *     most {@link #MAX_TOKENS}
   * @param stddev of the lengths themselves, in tokens, 0 to {@link #MAX_TOKENS}
   * @throws IllegalArgumentException if either is out of range or not a number
   */
  static TokenLength logNormal(double mean, double stddev) {
    return new LogNormalTokenLength(mean, stddev);
  }

  /**
   * An exponential distribution, rounded to whole tokens, with draws below 1 taken as 1.
   *
   * @param mean before the rounding, in tokens, above 0 and at most {@link #MAX_TOKENS}
   * @throws IllegalArgumentException if out of range or not a number
   */
  static TokenLength exponential(double mean) {
    return new ExponentialTokenLength(mean);
  }

  /**
   * Some lengths, each as often as its weight says.
   *
   * @param weightByTokens 1 to {@value #MAX_BINS} lengths, each 1 to {@link #MAX_TOKENS}, with
   *     weights above 0 as parts of their sum
   * @throws IllegalArgumentException if there is none or too many, or if one is out of range
   */
  static TokenLength weighted(Map<Integer, ? extends Number> weightByTokens) {
    return histogram(
        weightByTokens.entrySet().stream()
            .map(entry -> new Bin(entry.getKey(), entry.getKey(), entry.getValue().doubleValue()))
            .toList());
  }

  /**
   * A histogram of lengths that were measured; within a bin every length is as likely as another.
   *
   * @param bins 1 to {@value #MAX_BINS}, in any order, none within another
   * @throws IllegalArgumentException if there is none or too many, or if two overlap
   */
  static TokenLength histogram(List<Bin> bins) {
    return new BinnedTokenLength(bins);
  }
}
