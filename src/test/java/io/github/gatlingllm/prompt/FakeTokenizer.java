package io.github.gatlingllm.prompt;

import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import java.util.function.ToIntFunction;

/** A tokenizer of any rule. */
record FakeTokenizer(String name, ToIntFunction<String> rule) implements Tokenizer {

  @Override
  public int count(String text) {
    return rule.applyAsInt(text);
  }
}
