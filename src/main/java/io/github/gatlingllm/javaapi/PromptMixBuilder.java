package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.gatling.FeederSeeds;
import io.github.gatlingllm.prompt.MixedPrompts;
import io.github.gatlingllm.prompt.PromptException;
import io.github.gatlingllm.prompt.ResendingPrompts;
import io.github.gatlingllm.prompt.SyntheticPrompts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A feeder of prompts of several types, by weight. Immutable: every method returns a new one.
 *
 * <p>Feeds what {@link SyntheticPromptsBuilder} does, and {@code loadType}, the name of the type:
 * so {@code llm("#{loadType}")} has a row in Gatling's report for each. Which prompt is of which
 * type depends on the weights, the seed and its number alone; shares are within one request of the
 * weights every 32 requests. No two prompts begin alike, whichever types they are of.
 */
public final class PromptMixBuilder implements Supplier<Iterator<Map<String, Object>>> {

  static final String TYPE_ATTRIBUTE = "loadType";

  static final PromptMixBuilder EMPTY = new PromptMixBuilder(List.of(), 0, Resends.NONE);

  /**
   * How prompts repeat each other.
   *
   * @param percent of the requests
   * @param distance between a prompt and its first repetition, in requests
   */
  private record Resends(double percent, int distance) {
    static final Resends NONE = new Resends(0, 0);
  }

  private record Part(String name, int weight, SyntheticPromptsBuilder prompts) {}

  private final List<Part> parts;
  private final long seed;
  private final Resends resends;

  private PromptMixBuilder(List<Part> parts, long seed, Resends resends) {
    this.parts = List.copyOf(parts);
    this.seed = seed;
    this.resends = resends;
  }

  /**
   * One more type.
   *
   * @param name its name in reports: 1 to 64 letters, digits, '.', '_' or '-', starting with a
   *     letter or digit; each only once
   * @param weight how often it comes, as a part of the sum of all weights: 0 to 1000
   * @param prompts what it asks; its seed is replaced by that of the mix
   * @throws IllegalArgumentException if name or weight is not accepted, or if the tokenizer is not
   *     that of the types before it: then prompts could begin alike
   */
  public PromptMixBuilder add(String name, int weight, SyntheticPromptsBuilder prompts) {
    MixedPrompts.check(name, weight);
    for (Part part : parts) {
      if (part.name().equals(name)) {
        throw new IllegalArgumentException("there is a type \"" + name + "\" already");
      }
      if (!part.prompts().tokenizerName().equals(prompts.tokenizerName())) {
        throw new IllegalArgumentException(
            String.format(
                "type \"%s\" has the tokenizer %s and type \"%s\" %s; one mix has one tokenizer",
                part.name(), part.prompts().tokenizerName(), name, prompts.tokenizerName()));
      }
    }
    List<Part> more = new ArrayList<>(parts);
    more.add(new Part(name, weight, prompts));
    return new PromptMixBuilder(more, seed, resends);
  }

  /** Which of all prompts, and in which order of types; 0 unless told otherwise. */
  public PromptMixBuilder seed(long newSeed) {
    return new PromptMixBuilder(parts, newSeed, resends);
  }

  /**
   * The same, of which a share repeats a prompt that was sent before, word for word, as {@link
   * ResendingPrompts} says. A repetition is not sent before the answer to its original is there.
   *
   * @param percent how many of the requests, 0 to 100
   * @param distance requests between a prompt and its first repetition at least; as many as there
   *     are streams open at a time, so that repetitions seldom have to wait
   * @throws IllegalArgumentException if a value is not accepted
   */
  public PromptMixBuilder resend(double percent, int distance) {
    ResendingPrompts.check(percent, distance);
    return new PromptMixBuilder(parts, seed, new Resends(percent, distance));
  }

  /** The weight of each type, in the order in which they were added. */
  Map<String, Integer> weights() {
    Map<String, Integer> weights = new LinkedHashMap<>();
    parts.forEach(part -> weights.put(part.name(), part.weight()));
    return Collections.unmodifiableMap(weights);
  }

  /**
   * What it feeds, by number.
   *
   * @throws IllegalArgumentException if there are no types, too many, or none with a weight above 0
   * @throws PromptException if prompts of a type cannot be made; the message names it
   */
  MixedPrompts source() {
    List<MixedPrompts.Type> types = new ArrayList<>();
    Map<Part, SyntheticPrompts> made = new LinkedHashMap<>();
    for (Part part : parts) {
      SyntheticPrompts prompts = promptsOf(part, made);
      made.put(part, prompts);
      types.add(new MixedPrompts.Type(part.name(), part.weight(), prompts));
    }
    return MixedPrompts.of(types, seed);
  }

  /** The mean length of its prompts by the types' weights, in tokens. */
  double meanInputTokens() {
    Map<Part, SyntheticPrompts> made = new LinkedHashMap<>();
    double tokens = 0;
    double weights = 0;
    for (Part part : parts) {
      SyntheticPrompts prompts = promptsOf(part, made);
      made.put(part, prompts);
      tokens += part.weight() * prompts.meanInputTokens();
      weights += part.weight();
    }
    return tokens / weights;
  }

  /** A tokenizer and a corpus are looked into once, which takes up to a tenth of a second. */
  private SyntheticPrompts promptsOf(Part part, Map<Part, SyntheticPrompts> made) {
    try {
      for (Map.Entry<Part, SyntheticPrompts> before : made.entrySet()) {
        if (part.prompts().hasTextsOf(before.getKey().prompts())) {
          return part.prompts().sourceLike(before.getValue());
        }
      }
      return part.prompts().seed(seed).source();
    } catch (PromptException e) {
      if (parts.size() == 1) {
        throw e;
      }
      throw new PromptException("type " + part.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Starts making prompts, ahead of need and off the event loops.
   *
   * @throws IllegalArgumentException if there are no types, too many, or none with a weight above
   *     0, or if the tokenizer is not known
   * @throws PromptException if such prompts cannot be made
   */
  @Override
  public Iterator<Map<String, Object>> get() {
    long own = FeederSeeds.of(seed);
    MixedPrompts source = seed(own).source();
    return PromptFeeder.open(
        resends.percent() == 0
            ? source
            : new ResendingPrompts(source, resends.percent(), resends.distance(), own),
        source::typeOf);
  }
}
