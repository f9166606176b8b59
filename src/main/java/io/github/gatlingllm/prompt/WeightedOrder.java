package io.github.gatlingllm.prompt;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Which of several kinds request i is of: by weight, and a function of the weights, the seed and i
 * alone.
 *
 * <p>Two steps. A periodic order without chance gives each kind, after any number of requests, less
 * than one request more or fewer than its share (Tijdeman's rule: of the kinds that are owed
 * enough, the one whose next is due first). Then each {@value #BLOCK} requests in a row change
 * their places by chance, so that a kind does not meet the same stream, or the same beat of a load,
 * again and again. So shares are within one request at the end of each block, and exact whenever
 * whole periods end with a block.
 *
 * <p>Safe for use by any thread.
 */
final class WeightedOrder {

  /** Requests that change places with each other: long enough to have no beat, short for shares. */
  static final int BLOCK = 32;

  /** So that order and prompts of one seed do not follow the same random numbers. */
  private static final long ORDER_OF_SEED = 0x2545F4914F6CDD1DL;

  private final long seed;
  private final byte[] period;

  /**
   * An order.
   *
   * @param weights of each kind, at most {@link Byte#MAX_VALUE} of them, 0 or more; their sum is
   *     above 0
   */
  WeightedOrder(int[] weights, long seed) {
    this.seed = seed ^ ORDER_OF_SEED;
    this.period = period(reduced(weights));
  }

  private static int[] reduced(int[] weights) {
    int divisor = Arrays.stream(weights).reduce(0, WeightedOrder::greatestCommonDivisor);
    return Arrays.stream(weights).map(weight -> weight / divisor).toArray();
  }

  private static int greatestCommonDivisor(int one, int other) {
    return other == 0 ? one : greatestCommonDivisor(other, one % other);
  }

  private static byte[] period(int[] weights) {
    int length = Arrays.stream(weights).sum();
    // With one kind alone nobody is ever owed anything, and the rule would divide by nothing.
    long margin = Math.max(1, 2L * Arrays.stream(weights).filter(w -> w > 0).count() - 2);
    byte[] period = new byte[length];
    long[] owed = new long[weights.length]; // In parts of a request: its share of 1 / length.
    for (int i = 0; i < length; i++) {
      for (int kind = 0; kind < weights.length; kind++) {
        owed[kind] += weights[kind];
      }
      int next = due(weights, owed, margin, length);
      period[i] = (byte) next;
      owed[next] -= length;
    }
    return period;
  }

  /**
   * Of the kinds that are owed at least 1 / margin of a request, the one with the first deadline.
   */
  private static int due(int[] weights, long[] owed, long margin, int length) {
    int first = -1;
    long firstTime = 0;
    for (int kind = 0; kind < weights.length; kind++) {
      if (weights[kind] > 0 && margin * owed[kind] >= length) {
        long time = (margin - 1) * length - margin * owed[kind];
        // Times are fractions, by the kind's weight.
        if (first < 0 || time * weights[first] < firstTime * weights[kind]) {
          first = kind;
          firstTime = time;
        }
      }
    }
    return first;
  }

  /** The requests after which the order without chance repeats. */
  int periodLength() {
    return period.length;
  }

  /** The kind of request {@code index}, by its place among the weights. */
  int kind(long index) {
    long block = index / BLOCK;
    int[] places = shuffled(block);
    long place = block * BLOCK + places[(int) (index % BLOCK)];
    return period[(int) (place % period.length)];
  }

  /** How many of the requests before number {@code index} are of a kind. */
  long before(long index, int kind) {
    long block = index / BLOCK;
    // Within a block the requests only change places, so whole blocks need no shuffle.
    long count = inOrder(block * BLOCK, kind);
    int[] places = shuffled(block);
    for (int i = 0; i < index % BLOCK; i++) {
      count += period[(int) ((block * BLOCK + places[i]) % period.length)] == kind ? 1 : 0;
    }
    return count;
  }

  private long inOrder(long requests, int kind) {
    int rest = (int) (requests % period.length);
    return requests / period.length * count(period.length, kind) + count(rest, kind);
  }

  private int count(int places, int kind) {
    int count = 0;
    for (int i = 0; i < places; i++) {
      count += period[i] == kind ? 1 : 0;
    }
    return count;
  }

  private int[] shuffled(long block) {
    RandomGenerator random = Seeds.random(seed, block);
    int[] places = new int[BLOCK];
    for (int i = 1; i < BLOCK; i++) {
      int other = random.nextInt(i + 1);
      places[i] = places[other];
      places[other] = i;
    }
    return places;
  }
}
