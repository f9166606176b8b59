package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.prompt.tokenizer.TokenizeEndpoint;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.util.Optional;

/**
 * Which tokenizer prompts are counted with; it is not looked for before it is opened.
 *
 * @param name its name or path
 * @param server the server that counts, where it is one
 */
record TokenizerChoice(String name, Optional<TokenizeEndpoint> server) {

  static TokenizerChoice named(String name) {
    return new TokenizerChoice(name, Optional.empty());
  }

  static TokenizerChoice server(TokenizeEndpoint endpoint) {
    return new TokenizerChoice("server", Optional.of(endpoint));
  }

  /**
   * Finds it.
   *
   * @throws IllegalArgumentException if it is not known or cannot be had
   */
  Tokenizer open() {
    return server.map(Tokenizers::of).orElseGet(() -> Tokenizers.named(name));
  }

  /** What tells it from others, without a key. */
  @Override
  public String toString() {
    return server.map(endpoint -> name + " at " + endpoint).orElse(name);
  }
}
