package io.github.gatlingllm.prompt.trace;

import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptReuse;
import io.github.gatlingllm.prompt.PromptSource;
import io.github.gatlingllm.prompt.SyntheticPrompts;
import io.github.gatlingllm.prompt.WordBlocks;
import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;

/**
 * Made-up prompts of exactly the lengths of a trace. Where a row tells its blocks, equal blocks are
 * equal texts, so a server's prefix cache finds what it found then; else no two prompts begin
 * alike. After the last row the first comes again, which counts as sent before.
 *
 * <p>Safe for use by any thread.
 */
public final class TracePrompts implements PromptSource {

  private final Trace trace;
  private final Tokenizer tokenizer;
  private final WordBlocks blocks;
  private final SyntheticPrompts texts;

  TracePrompts(Trace trace, Tokenizer tokenizer, long seed) {
    this.trace = trace;
    this.tokenizer = tokenizer;
    this.blocks = WordBlocks.of(tokenizer, seed);
    this.texts =
        SyntheticPrompts.of(tokenizer, TokenLength.normal(512), TokenLength.normal(256), seed);
  }

  @Override
  public Prompt prompt(long index) {
    if (index < 0) {
      throw new IllegalArgumentException("a prompt's index must be 0 or more, but is " + index);
    }
    int number = (int) (index % trace.size());
    TraceRow row = trace.row(number);
    Prompt prompt = row.blocks().isEmpty() ? unlikeAny(row, number) : ofBlocks(row, number);
    return new Prompt(
            index,
            prompt.messages(),
            prompt.tokenCount(),
            row.inputTokens(),
            row.outputTokens(),
            index < trace.size()
                ? prompt.reuse()
                : new PromptReuse(true, prompt.tokenCount(), PromptReuse.NO_GROUP),
            prompt.body())
        .countedBy(tokenizer.name());
  }

  private Prompt unlikeAny(TraceRow row, int number) {
    return texts
        .withLengths(
            TokenLength.constant(row.inputTokens()), TokenLength.constant(row.outputTokens()))
        .prompt(number);
  }

  private Prompt ofBlocks(TraceRow row, int number) {
    String text = blocks.text(row.blocks(), trace.blockTokens(), row.inputTokens());
    return new Prompt(number, text, tokenizer.count(text), row.outputTokens())
        .with(new PromptReuse(false, trace.sharedTokens(number), PromptReuse.NO_GROUP));
  }
}
