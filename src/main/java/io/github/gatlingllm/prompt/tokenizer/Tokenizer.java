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
   * The number of tokens in a text, without those that a server adds around it: a mark of its
   * beginning, or what a chat template puts before and after a message.
   *
   * <p>Text that looks like a special token (such as {@code <|endoftext|>}) is counted as the
   * servers of such a vocabulary read it in a user's message. In tiktoken's it is the ordinary
   * characters it is made of. In a {@code tokenizer.json} it is that one token: vLLM and llama.cpp
   * render the message into the template first, and then cut all of it.
   *
   * @throws TokenizerException if the text cannot be counted, by a server that does not answer
   */
  int count(String text);

  /** Whether each count is a question to another machine, so that few should be asked. */
  default boolean isRemote() {
    return false;
  }
}
