package io.github.gatlingllm.objective;

/**
 * Whether so many misses among so many samples say that the true share of misses is above a limit,
 * allowing for chance, however often that is asked.
 *
 * <p>A test for one look, such as a confidence bound of Wilson's, is wrong sooner or later where it
 * is asked again after each request, and is wrong soon where few misses are allowed: of 30 requests
 * 1 would be too many for p99.9. So the samples' likelihood, averaged over all shares there might
 * be, is held against that at the limit. That ratio is a martingale where the true share is the
 * limit, so by Ville's inequality it ever comes to 1 / {@link #ERROR} with a probability of at most
 * that.
 */
final class BeyondChance {

  /** How probable a wrong word is, over all looks at one objective. */
  static final double ERROR = 1e-4;

  private static final double LOG_OF_ENOUGH = -Math.log(ERROR);

  /** From here on Stirling's series is exact to nine digits. */
  private static final double STIRLING_FROM = 8;

  private static final double HALF_LOG_OF_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private BeyondChance() {}

  /**
   * Whether there are too many.
   *
   * @param limit the share of misses that is accepted, from 0 to below 1
   * @param misses how many of the samples; not a whole number where samples weigh less than one
   * @param samples how many
   */
  static boolean isAbove(double limit, double misses, double samples) {
    if (misses <= limit * samples) {
      return false;
    }
    if (limit <= 0) {
      return true;
    }
    double hits = samples - misses;
    double averaged = logGamma(misses + 1) + logGamma(hits + 1) - logGamma(samples + 2);
    double atLimit = misses * Math.log(limit) + hits * Math.log1p(-limit);
    return averaged - atLimit >= LOG_OF_ENOUGH;
  }

  /** ln Γ(x), above 0. */
  static double logGamma(double x) {
    double skipped = 0;
    double z = x;
    while (z < STIRLING_FROM) {
      skipped += Math.log(z);
      z++;
    }
    double inverse = 1 / z;
    double square = inverse * inverse;
    double series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260)));
    return (z - 0.5) * Math.log(z) - z + HALF_LOG_OF_TWO_PI + series - skipped;
  }
}
