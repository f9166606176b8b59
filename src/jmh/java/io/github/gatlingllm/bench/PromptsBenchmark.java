package io.github.gatlingllm.bench;

import io.github.gatlingllm.prompt.PromptSource;
import io.github.gatlingllm.prompt.PromptStream;
import io.github.gatlingllm.prompt.PromptTask;
import io.github.gatlingllm.prompt.PromptText;
import io.github.gatlingllm.prompt.SyntheticPrompts;
import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How fast prompts are made on one core, by length and filling, and whether a stream of them does
 * with little heap: {@code prompts [COUNT]}, the prompts of 512 tokens that are streamed, 100,000
 * unless said. {@code prompts exact} shows asked and counted lengths instead.
 */
final class PromptsBenchmark {

  private static final int[] LENGTHS = {32, 128, 512, 4096};
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MEGA = 1e6;
  private static final String HEAP = "-Xmx128m";
  private static final long TOKENS_OF_A_ROUND = 4_000_000;
  private static final RunClock CLOCK = RunClock.start();

  private PromptsBenchmark() {}

  static void run(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 0 && arguments[0].equals("exact")) {
      PromptsExactness.run();
      return;
    }
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
    streamWithLittleHeap(streamed);
  }

  /** In a JVM of its own, since what a heap needs shows in what it does with. */
  private static void streamWithLittleHeap(long count) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                PromptsBenchmark.class.getName(),
                Long.toString(count))
            .inheritIO()
            .start();
    if (child.waitFor() != 0) {
      throw new IllegalStateException("the stream of prompts did not do with " + HEAP);
    }
  }

  /** Streams so many prompts. */
  public static void main(String[] arguments) {
    stream(source(PromptText.CORPUS, 512), Long.parseLong(arguments[0]));
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
        "%n%,d prompts of 512 tokens streamed with %s: %,.0f/s, heap in use at most %.0f MB,"
            + " garbage included%n",
        count, HEAP, count / seconds, most / MEGA);
  }
}
