package io.github.gatlingllm.prompt;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Prompts of which a share was sent before, word for word: flotest's {@code cachePercentage}.
 *
 * <p>A resend is one of the {@value #POOL} fresh prompts that came last before it, not counting the
 * {@code distance} requests just before it, which are probably still under way. The first requests,
 * which have nothing to repeat, are fresh. Which request repeats which is a function of the
 * settings, the seed and the index alone; shares are within one request every 32 requests.
 *
 * <p>Where a resend's original is still under way nevertheless, {@link Prompt#original()} lets
 * whoever sends it wait for its end.
 *
 * <p>Safe for use by any thread.
 */
public final class ResendingPrompts implements PromptSource {

  /** How many fresh prompts a resend is chosen from, as in flotest. */
  public static final int POOL = 20;

  /** The largest distance. */
  public static final int MAX_DISTANCE = 1_000_000;

  private static final int ALL_PARTS = 10_000;
  private static final int FRESH = 0;
  private static final int RESENT = 1;

  /** Producers work ahead of each other, so an original may be asked for a little late. */
  private static final int SPARE = 4096;

  private static final long RESENDS_OF_SEED = 0x6A09E667F3BCC909L;

  private final PromptSource fresh;
  private final int distance;
  private final long seed;
  private final WeightedOrder order;
  private final ConcurrentMap<Long, Original> originals = new ConcurrentHashMap<>();

  /**
   * Prompts of a source, some of them repeated.
   *
   * @param fresh the prompts to repeat; its prompts are used in order, each once as a fresh one
   * @param percent how many of all requests repeat one, 0 to 100, to a hundredth
   * @param distance how many requests lie between a prompt and its first resend at least, 0 to
   *     {@link #MAX_DISTANCE}: as many as there are streams open at a time
   * @throws IllegalArgumentException if a value is out of range
   */
  public ResendingPrompts(PromptSource fresh, double percent, int distance, long seed) {
    check(percent, distance);
    this.fresh = fresh;
    this.distance = distance;
    this.seed = seed ^ RESENDS_OF_SEED;
    int parts = (int) Math.round(percent * ALL_PARTS / 100);
    this.order = new WeightedOrder(new int[] {ALL_PARTS - parts, parts}, this.seed);
  }

  /**
   * Checks a share of resends, and a distance.
   *
   * @throws IllegalArgumentException if either is not accepted
   */
  public static void check(double percent, int distance) {
    if (distance < 0 || distance > MAX_DISTANCE) {
      throw new IllegalArgumentException(
          "the distance of resends is " + distance + "; accepted: 0 to " + MAX_DISTANCE);
    }
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          "the share of prompts that are sent again is " + percent + " %; accepted: 0 to 100");
    }
  }

  @Override
  public Prompt prompt(long index) {
    if (index < 0) {
      throw new IllegalArgumentException("a prompt's index must be 0 or more, but is " + index);
    }
    if (index > distance && order.kind(index) == RESENT) {
      return again(index);
    }
    long number = freshBefore(index);
    Prompt prompt = fresh.prompt(number);
    return prompt.of(original(number, prompt));
  }

  private Prompt again(long index) {
    long known = freshBefore(index - distance);
    long pool = Math.min(POOL, known);
    long number = known - 1 - Seeds.random(seed, index).nextLong(pool);
    Prompt prompt = fresh.prompt(number);
    PromptReuse reuse =
        new PromptReuse(true, Math.max(0, prompt.tokenCount()), prompt.reuse().group());
    return prompt.with(reuse).of(original(number, prompt));
  }

  /** How many of the requests before one are fresh. */
  private long freshBefore(long index) {
    long first = distance + 1L;
    return index <= first ? index : first + order.before(index, FRESH) - order.before(first, FRESH);
  }

  private Original original(long number, Prompt prompt) {
    if (number % SPARE == 0) {
      originals.keySet().removeIf(old -> old < number - distance - POOL - SPARE);
    }
    return originals.computeIfAbsent(number, n -> new Original(prompt.reuse()));
  }
}
