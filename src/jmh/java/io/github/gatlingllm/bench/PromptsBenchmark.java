package io.github.gatlingllm.bench;

import io.github.gatlingllm.prompt.PromptSource;
import io.github.gatlingllm.prompt.PromptStream;
import io.github.gatlingllm.prompt.PromptTask;
import io.github.gatlingllm.prompt.PromptText;
import io.github.gatlingllm.prompt.SyntheticPrompts;
import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import io.github.gatlingllm.timing.RunClock;

/**
 * How fast prompts are made on one core, by length and filling, and how much heap a stream of them
 * takes: {@code prompts [COUNT]}, the prompts of 512 tokens that are streamed, 100,000 unless said.
 */
final class PromptsBenchmark {

  private static final int[] LENGTHS = {32, 128, 512, 4096};
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MEGA = 1e6;
  private static final long TOKENS_OF_A_ROUND = 4_000_000;
  private static final RunClock CLOCK = RunClock.start();

  private PromptsBenchmark() {}

  static void run(String[] arguments) {
    long streamed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 100_000;
    System.out.println("| filling | tokens | prompts/s on one core |");
    System.out.println("|---|---|---|");
    for (PromptText text : PromptText.values()) {
      for (int tokens : LENGTHS) {
        PromptSource source = source(text, tokens);
        perSecond(source); // Until compiled, and the corpus is counted.
        System.out.printf("| %s | %,d | %,.0f |%n", text, tokens, perSecond(source));
      }
    }
    stream(source(PromptText.CORPUS, 512), streamed);
  }

  private static PromptSource source(PromptText text, int tokens) {
    return SyntheticPrompts.of(
            Tokenizers.named(Tokenizers.DEFAULT_NAME),
            TokenLength.constant(tokens),
            TokenLength.constant(128),
            1)
        .with(PromptTask.STREAM_LINES, text);
  }

  private static double perSecond(PromptSource source) {
    long tokens = 0;
    long index = 0;
    long start = CLOCK.nanos();
    while (tokens < TOKENS_OF_A_ROUND) {
      tokens += source.prompt(index++).tokenCount();
    }
    return index / ((CLOCK.nanos() - start) / NANOS_PER_SECOND);
  }

  private static void stream(PromptSource source, long count) {
    Runtime heap = Runtime.getRuntime();
    long most = 0;
    long start = CLOCK.nanos();
    try (PromptStream stream = PromptStream.open(source)) {
      for (long i = 0; i < count; i++) {
        stream.next();
        most = Math.max(most, heap.totalMemory() - heap.freeMemory());
      }
    }
    double seconds = (CLOCK.nanos() - start) / NANOS_PER_SECOND;
    System.out.printf(
        "%n%,d prompts of 512 tokens streamed: %,.0f/s, heap in use at most %.0f MB of %.0f,"
            + " garbage included%n",
        count, count / seconds, most / MEGA, heap.maxMemory() / MEGA);
  }
}
