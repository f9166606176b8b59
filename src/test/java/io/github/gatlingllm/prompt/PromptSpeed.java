package io.github.gatlingllm.prompt;

import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;

/**
 * Prints how many prompts of 512 tokens one thread makes in a second, for each vocabulary. Not a
 * test: run its main.
 */
public final class PromptSpeed {

  private static final int PROMPTS = 20_000;

  private PromptSpeed() {}

  /** Takes no arguments. */
  public static void main(String[] args) {
    for (String name : new String[] {"o200k_base", "cl100k_base", "r50k_base"}) {
      PromptSource prompts =
          SyntheticPrompts.of(
              Tokenizers.named(name), TokenLength.normal(512), TokenLength.normal(256), 1);
      measure(prompts, 0);
      double perSecond = PROMPTS / measure(prompts, PROMPTS);
      System.out.printf("%s: %.0f prompts/s on one core%n", name, perSecond);
    }
  }

  private static double measure(PromptSource prompts, long from) {
    long started = System.nanoTime();
    long tokens = 0;
    for (long i = from; i < from + PROMPTS; i++) {
      tokens += prompts.prompt(i).tokenCount();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf("  %d tokens in %.2f s%n", tokens, seconds);
    return seconds;
  }
}
