package io.github.gatlingllm.bench;

import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.SyntheticPrompts;
import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.util.LongSummaryStatistics;

/**
 * Asked and counted lengths side by side: 1,000 prompts each of several means and vocabularies,
 * normally distributed, their texts counted anew.
 */
final class PromptsExactness {

  private static final int PROMPTS = 1000;
  private static final int[] MEANS = {32, 128, 512, 4096};
  private static final String[] VOCABULARIES = {"o200k_base", "cl100k_base", "r50k_base"};

  private PromptsExactness() {}

  static void run() {
    System.out.println(
        "| vocabulary | mean | asked: mean, min, max | counted: mean, min, max | exact |");
    System.out.println("|---|---|---|---|---|");
    for (String vocabulary : VOCABULARIES) {
      for (int mean : MEANS) {
        row(Tokenizers.named(vocabulary), mean);
      }
    }
  }

  private static void row(Tokenizer tokenizer, int mean) {
    SyntheticPrompts prompts =
        SyntheticPrompts.of(tokenizer, TokenLength.normal(mean), TokenLength.constant(16), mean);
    LongSummaryStatistics asked = new LongSummaryStatistics();
    LongSummaryStatistics counted = new LongSummaryStatistics();
    int exact = 0;
    for (int i = 0; i < PROMPTS; i++) {
      Prompt prompt = prompts.prompt(i);
      int count = tokenizer.count(prompt.text());
      asked.accept(prompt.inputTokenTarget());
      counted.accept(count);
      exact += count == prompt.inputTokenTarget() ? 1 : 0;
    }
    System.out.printf(
        "| %s | %,d | %s | %s | %,d of %,d |%n",
        tokenizer.name(), mean, text(asked), text(counted), exact, PROMPTS);
  }

  private static String text(LongSummaryStatistics of) {
    return String.format("%.3f, %d, %d", of.getAverage(), of.getMin(), of.getMax());
  }
}
