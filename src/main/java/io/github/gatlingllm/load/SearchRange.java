package io.github.gatlingllm.load;

/**
 * Where a capacity is searched for, and how finely.
 *
 * @param from the first value probed: streams at once or requests a second
 * @param to the most that is probed
 * @param precision the search is over once the lowest value that misses is at most this share above
 *     the highest that meets, or, for streams, one more than it; 0 or more, for rates above 0
 * @param repeats how often both edges are probed before they are believed, an odd number
 */
public record SearchRange(double from, double to, double precision, int repeats) {

  private static final int MAX_REPEATS = 99;

  /** Refuses what is no range. */
  public SearchRange {
    Requirements.require(
        from > 0 && from <= to, "from is " + from + "; accepted: above 0, up to " + to);
    Requirements.require(
        precision >= 0 && precision < 1,
        "precision is " + precision + "; accepted: from 0 to below 1");
    Requirements.require(
        repeats >= 1 && repeats <= MAX_REPEATS && repeats % 2 == 1,
        "repeats is " + repeats + "; accepted: an odd number from 1 to " + MAX_REPEATS);
  }
}
