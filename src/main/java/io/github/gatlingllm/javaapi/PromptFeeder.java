package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.api.Rerank;
import io.github.gatlingllm.gatling.FedPrompt;
import io.github.gatlingllm.prompt.BatchPrompts;
import io.github.gatlingllm.prompt.PrefixOverlap;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptSource;
import io.github.gatlingllm.prompt.PromptStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What a feeder of prompts hands to a session, one record a prompt, without end. */
final class PromptFeeder implements Iterator<Map<String, Object>> {

  private static final int LARGE_LOOK_AHEAD = 32;

  private final PromptStream stream;
  private final @Nullable LongFunction<String> type;
  private final boolean batches;

  /** Gatling asks a feeder for one record at a time. */
  private final PrefixOverlap overlap = new PrefixOverlap();

  private PromptFeeder(PromptStream stream, @Nullable LongFunction<String> type, boolean batches) {
    this.stream = stream;
    this.type = type;
    this.batches = batches;
  }

  /**
   * Starts making prompts, ahead of need and off the event loops.
   *
   * @param type the name of the type of each prompt, by its index, or null where there are no types
   */
  static PromptFeeder open(PromptSource source, @Nullable LongFunction<String> type) {
    return new PromptFeeder(PromptStream.open(source), type, false);
  }

  /**
   * The same with fewer prompts ahead of need: those of a file may bring pictures of some
   * megabytes.
   */
  static PromptFeeder openLarge(PromptSource source, @Nullable LongFunction<String> type) {
    return new PromptFeeder(
        PromptStream.open(source, LARGE_LOOK_AHEAD, PromptStream.defaultThreads()), type, false);
  }

  /**
   * Starts making requests of inputs: feeds {@code inputs}, a list of texts, and where they are to
   * be ranked {@code query}.
   *
   * @param name what all of them are called, or null
   */
  static PromptFeeder openBatches(BatchPrompts source, @Nullable String name) {
    return new PromptFeeder(PromptStream.open(source), name == null ? null : index -> name, true);
  }

  private static void putInputs(Prompt prompt, Map<String, Object> fed) {
    List<String> inputs = new ArrayList<>();
    for (Message message : prompt.messages()) {
      if (message.role().equals(Rerank.QUERY)) {
        fed.put("query", message.text());
      } else {
        inputs.add(message.text());
      }
    }
    fed.put("inputs", inputs);
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Map<String, Object> next() {
    Prompt prompt = overlap.next(stream.next());
    Map<String, Object> fed = new HashMap<>();
    fed.put("prompt", prompt.text());
    fed.put("inputTokens", prompt.tokenCount());
    fed.put("outputTokens", prompt.outputTokenTarget());
    fed.put(FedPrompt.ATTRIBUTE, prompt);
    if (batches) {
      putInputs(prompt, fed);
    }
    if (type != null) {
      fed.put(PromptMixBuilder.TYPE_ATTRIBUTE, type.apply(prompt.index()));
    }
    return fed;
  }
}
