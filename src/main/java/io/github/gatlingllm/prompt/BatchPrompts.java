package io.github.gatlingllm.prompt;

import io.github.gatlingllm.api.ContentPart;
import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.api.Rerank;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Requests made of inputs, for APIs that answer each of them with a vector or a score: so many
 * prompts of a source are the inputs of one request, in the order of the source, each used once.
 * Where there is a query, it comes first.
 *
 * <p>Safe for use by any thread, as its sources are.
 */
public final class BatchPrompts implements PromptSource {

  /** The most inputs of a request: as many as OpenAI takes. */
  public static final int MAX_SIZE = 2048;

  private static final String INPUT = "user";

  private final PromptSource inputs;
  private final int size;
  private final @Nullable PromptSource queries;

  private BatchPrompts(PromptSource inputs, int size, @Nullable PromptSource queries) {
    check(size);
    this.inputs = inputs;
    this.size = size;
    this.queries = queries;
  }

  /**
   * Inputs to be embedded.
   *
   * @param size how many a request has, 1 to {@link #MAX_SIZE}
   * @throws IllegalArgumentException if it is out of range
   */
  public static BatchPrompts of(PromptSource inputs, int size) {
    return new BatchPrompts(inputs, size, null);
  }

  /**
   * Documents to be ranked.
   *
   * @param size how many a request has, 1 to {@link #MAX_SIZE}
   * @param queries what they are ranked by; a source that numbers its prompts in common with the
   *     other has none that begins like a document
   * @throws IllegalArgumentException if the size is out of range
   */
  public static BatchPrompts ofQueries(PromptSource inputs, int size, PromptSource queries) {
    return new BatchPrompts(inputs, size, queries);
  }

  /**
   * Checks how many inputs a request is to have.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public static void check(int size) {
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a request of " + size + " inputs; accepted: 1 to " + MAX_SIZE);
    }
  }

  @Override
  public Prompt prompt(long index) {
    int each = queries == null ? size : size + 1;
    long next = Math.multiplyExact(index, (long) each);
    List<Prompt> parts = new ArrayList<>(each);
    List<Message> messages = new ArrayList<>(each);
    if (queries != null) {
      Prompt query = queries.prompt(next++);
      parts.add(query);
      messages.add(asOne(query, Rerank.QUERY));
    }
    for (int i = 0; i < size; i++) {
      Prompt input = inputs.prompt(next++);
      parts.add(input);
      messages.add(asOne(input, INPUT));
    }
    return new Prompt(
        index,
        messages,
        sum(parts.stream().map(Prompt::tokenCount).toList()),
        sum(parts.stream().map(Prompt::inputTokenTarget).toList()),
        Prompt.UNKNOWN,
        PromptReuse.NONE,
        Map.of(),
        parts.get(parts.size() - 1).tokenizer(),
        null);
  }

  /** Of a conversation all that is said, whoever says it, with a blank line between two. */
  private static Message asOne(Prompt prompt, String role) {
    List<ContentPart> parts =
        prompt.messages().stream().flatMap(message -> message.parts().stream()).toList();
    boolean texts = parts.stream().allMatch(ContentPart.Text.class::isInstance);
    return texts
        ? new Message(
            role, prompt.messages().stream().map(Message::text).collect(Collectors.joining("\n\n")))
        : new Message(role, parts, Map.of()); // For the API to refuse, which says why.
  }

  private static int sum(List<Integer> counts) {
    if (counts.contains(Prompt.UNKNOWN)) {
      return Prompt.UNKNOWN;
    }
    long sum = counts.stream().mapToLong(Integer::intValue).sum();
    return (int) Math.min(Integer.MAX_VALUE, sum);
  }
}
