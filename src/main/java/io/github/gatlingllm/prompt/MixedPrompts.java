package io.github.gatlingllm.prompt;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Prompts of several types, by weight. Prompt i depends on the types, the seed and i alone: first
 * its type, by the weights and the seed, and then prompt i of that type's source.
 *
 * <p>Sources with one seed and one tokenizer number their prompts in common, so no two prompts of
 * the run begin alike, whichever types they are of.
 *
 * <p>Safe for use by any thread.
 */
public final class MixedPrompts implements PromptSource {

  /** The most types of one run. */
  public static final int MAX_TYPES = 64;

  /** The largest weight. */
  public static final int MAX_WEIGHT = 1000;

  /** What names a type: it stands in reports, in files, and in expressions of Gatling. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** {@link #NAME} in words. */
  public static final String NAME_IN_WORDS =
      "a name (1 to 64 letters, digits, '.', '_' or '-', starting with a letter or digit)";

  /**
   * A type of requests.
   *
   * @param name its name, as {@link #NAME} says
   * @param weight its share, as a part of the sum of all weights, 0 to {@link #MAX_WEIGHT}
   * @param prompts what it asks
   */
  public record Type(String name, int weight, PromptSource prompts) {

    /**
     * Checks name and weight.
     *
     * @throws IllegalArgumentException if either is not accepted
     */
    public Type {
      check(name, weight);
    }
  }

  private final List<Type> types;
  private final WeightedOrder order;

  private MixedPrompts(List<Type> types, long seed) {
    this.types = List.copyOf(types);
    this.order = new WeightedOrder(types.stream().mapToInt(Type::weight).toArray(), seed);
  }

  /**
   * Prompts of such types.
   *
   * @throws IllegalArgumentException if there is none, more than {@link #MAX_TYPES}, two of a name,
   *     or none with a weight above 0
   */
  public static MixedPrompts of(List<Type> types, long seed) {
    if (types.isEmpty() || types.size() > MAX_TYPES) {
      throw new IllegalArgumentException(
          "there are " + types.size() + " types of requests; accepted: 1 to " + MAX_TYPES);
    }
    if (types.stream().map(Type::name).distinct().count() < types.size()) {
      throw new IllegalArgumentException(
          "two types of requests have the same name: " + types.stream().map(Type::name).toList());
    }
    if (types.stream().mapToInt(Type::weight).sum() == 0) {
      throw new IllegalArgumentException("all weights are 0; give at least one above 0");
    }
    return new MixedPrompts(types, seed);
  }

  /**
   * Checks what a type is called and how often it comes.
   *
   * @throws IllegalArgumentException if either is not accepted
   */
  public static void check(String name, int weight) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("type \"" + name + "\" is not " + NAME_IN_WORDS);
    }
    if (weight < 0 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the weight of type %s is %d; accepted: 0 to %d",
              name,
              weight,
              MAX_WEIGHT));
    }
  }

  /** The name of the type that prompt {@code index} is of. */
  public String typeOf(long index) {
    return type(index).name();
  }

  @Override
  public Prompt prompt(long index) {
    if (index < 0) {
      throw new IllegalArgumentException("a prompt's index must be 0 or more, but is " + index);
    }
    return type(index).prompts().prompt(index);
  }

  private Type type(long index) {
    return types.get(order.kind(index));
  }
}
