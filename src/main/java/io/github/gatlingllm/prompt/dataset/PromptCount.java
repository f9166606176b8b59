package io.github.gatlingllm.prompt.dataset;

import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptSource;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How long prompts are, and how much of each a server's prefix cache could have seen.
 *
 * @param prompts how many were looked at
 * @param input lengths of prompts
 * @param output lengths of answers that are asked for
 * @param prefixes what they have in common
 */
public record PromptCount(int prompts, Lengths input, Lengths output, Prefixes prefixes) {

  /** The most text that is kept to compare with, in chars; prompts beyond are not compared. */
  public static final long MAX_COMPARED_CHARS = 256L << 20;

  /**
   * Lengths in tokens. Quantiles are interpolated linearly at (n − 1) · q.
   *
   * @param min the shortest
   * @param max the longest
   * @param mean the mean
   * @param p50 the median
   * @param p95 the 95th percentile
   */
  public record Lengths(int min, int max, double mean, double p50, double p95) {

    static Lengths of(int[] tokens) {
      int[] sorted = tokens.clone();
      Arrays.sort(sorted);
      return new Lengths(
          sorted[0],
          sorted[sorted.length - 1],
          Arrays.stream(sorted).average().orElseThrow(),
          quantile(sorted, 0.5),
          quantile(sorted, 0.95));
    }

    private static double quantile(int[] sorted, double q) {
      double place = (sorted.length - 1) * q;
      int below = (int) place;
      int above = Math.min(below + 1, sorted.length - 1);
      return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
  }

  /**
   * The longest prefix that each prompt has in common with any before it, in a random order: what a
   * cache that forgets nothing would have of it. Prefixes are of the text and their tokens are
   * counted, so one that ends inside a token may count one more.
   *
   * @param compared how many prompts
   * @param mean their mean, in tokens
   * @param max the longest, in tokens
   * @param share all of them, as a share of the tokens of all prompts compared
   */
  public record Prefixes(int compared, double mean, int max, double share) {}

  /**
   * Counts prompts.
   *
   * @param size how many, from the first on, 1 or more
   * @param tokenizer counts the prefixes
   * @param seed of the random order
   */
  public static PromptCount of(PromptSource source, int size, Tokenizer tokenizer, long seed) {
    int[] input = new int[size];
    int[] output = new int[size];
    PrefixTally prefixes = new PrefixTally(tokenizer);
    for (int place : order(size, seed)) {
      Prompt prompt = source.prompt(place);
      input[place] = prompt.tokenCount();
      output[place] = prompt.outputTokenTarget();
      prefixes.add(prompt);
    }
    return new PromptCount(size, Lengths.of(input), Lengths.of(output), prefixes.result());
  }

  private static int[] order(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /** Of all texts before, the one with the longest common prefix is a neighbour in their order. */
  private static final class PrefixTally {

    private final Tokenizer tokenizer;
    private final TreeSet<String> before = new TreeSet<>();
    private long chars;
    private int compared;
    private int longest;
    private long shared;
    private long tokens;

    PrefixTally(Tokenizer tokenizer) {
      this.tokenizer = tokenizer;
    }

    void add(Prompt prompt) {
      String text = prompt.messages().stream().map(Message::text).collect(Collectors.joining("\n"));
      if (chars + text.length() > MAX_COMPARED_CHARS) {
        return;
      }
      int common = Math.max(common(text, before.floor(text)), common(text, before.ceiling(text)));
      int prefix =
          common == text.length()
              ? prompt.tokenCount()
              : common == 0 ? 0 : tokenizer.count(text.substring(0, common));
      prefix = Math.min(prefix, prompt.tokenCount());
      before.add(text);
      chars += text.length();
      compared++;
      longest = Math.max(longest, prefix);
      shared += prefix;
      tokens += prompt.tokenCount();
    }

    private static int common(String one, @Nullable String other) {
      if (other == null) {
        return 0;
      }
      int most = Math.min(one.length(), other.length());
      int at = 0;
      while (at < most && one.charAt(at) == other.charAt(at)) {
        at++;
      }
      // Half a character is no text.
      return at > 0 && at < one.length() && Character.isHighSurrogate(one.charAt(at - 1))
          ? at - 1
          : at;
    }

    Prefixes result() {
      return new Prefixes(
          compared,
          compared == 0 ? 0 : (double) shared / compared,
          longest,
          tokens == 0 ? 0 : (double) shared / tokens);
    }
  }
}
