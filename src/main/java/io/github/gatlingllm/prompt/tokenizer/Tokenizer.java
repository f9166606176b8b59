package io.github.gatlingllm.prompt.tokenizer;

/**
 * A way of cutting text into tokens, as far as this package needs one: it counts.
 *
 * <p>Implementations are safe for use by any thread and give the same count for the same text every
 * time.
 */
public interface Tokenizer {

  /** The name under which the count is reported, for example {@code o200k_base}. */
  String name();

  /**
   * The number of tokens in a text. Text that looks like a special token (such as {@code
   * <|endoftext|>}) is counted as the ordinary characters it is made of, because that is how a
   * server reads it in a user message.
   */
  int count(String text);
}
