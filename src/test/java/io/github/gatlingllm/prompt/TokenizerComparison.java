package io.github.gatlingllm.prompt;

import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.TokenizeEndpoint;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes prompts of several lengths with one tokenizer and counts them with another: how exact they
 * are, what they cost, and whether both agree. No test: it may need a server.
 *
 * <p>Arguments: a tokenizer (name, path, or base URL of a server), the one to compare with, and, if
 * not 200 prompts of 8, 32, 128 and 512 tokens, how many and how long.
 */
final class TokenizerComparison {

  private final Tokenizer tokenizer;
  private final Tokenizer other;
  private final int count;
  private final AtomicLong counts = new AtomicLong();

  private TokenizerComparison(Tokenizer tokenizer, Tokenizer other, int count) {
    this.tokenizer = tokenizer;
    this.other = other;
    this.count = count;
  }

  public static void main(String[] args) {
    boolean own = args.length > 2;
    TokenizerComparison comparison =
        new TokenizerComparison(
            tokenizer(args[0]), tokenizer(args[1]), own ? Integer.parseInt(args[2]) : 200);
    int[] lengths =
        own
            ? Arrays.stream(args).skip(3).mapToInt(Integer::parseInt).toArray()
            : new int[] {8, 32, 128, 512};
    for (int tokens : lengths) {
      comparison.compare(tokens);
    }
  }

  private static Tokenizer tokenizer(String value) {
    return value.startsWith("http")
        ? Tokenizers.of(TokenizeEndpoint.of(value, "any", ""))
        : Tokenizers.named(value);
  }

  private void compare(int tokens) {
    Map<Integer, Integer> distances = new TreeMap<>();
    Map<Integer, Integer> differences = new TreeMap<>();
    long start = System.nanoTime();
    counts.set(0);
    SyntheticPrompts prompts =
        SyntheticPrompts.of(
            new Counting(tokenizer, counts),
            TokenLength.constant(tokens),
            TokenLength.constant(16),
            tokens);
    long found = System.nanoTime();
    long before = counts.get();
    for (int i = 0; i < count; i++) {
      Prompt prompt = prompts.prompt(i);
      distances.merge(prompt.tokenCount() - tokens, 1, Integer::sum);
      differences.merge(other.count(prompt.text()) - prompt.tokenCount(), 1, Integer::sum);
    }
    System.out.printf(
        "%4d tokens: off by %s, %s minus %s %s; words found in %d ms (%d counts), %.1f ms and %.1f"
            + " counts a prompt%n",
        tokens,
        distances,
        other.name(),
        tokenizer.name(),
        differences,
        (found - start) / 1_000_000,
        before,
        (System.nanoTime() - found) / 1e6 / count,
        (counts.get() - before) / (double) count);
  }

  /** Counts what is asked, whether it is known already or not. */
  private record Counting(Tokenizer tokenizer, AtomicLong counts) implements Tokenizer {

    @Override
    public String name() {
      return tokenizer.name();
    }

    @Override
    public int count(String text) {
      counts.incrementAndGet();
      return tokenizer.count(text);
    }

    @Override
    public boolean isRemote() {
      return tokenizer.isRemote();
    }
  }
}
