package io.github.gatlingllm.prompt;

/** What synthetic prompts are filled with. */
public enum PromptText {
  /** Lines of a corpus. */
  CORPUS,
  /**
   * Words that the tokenizer reads as one token each, by chance, as tokenflood fills its prompts:
   * exact without a correction, and the fastest to make, but no language, which a server that
   * speculates or routes by content treats otherwise than real text.
   */
  WORDS
}
