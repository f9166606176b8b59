package io.github.gatlingllm.prompt.tokenizer;

import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;

/**
 * A tiktoken vocabulary, read by jtokkit.
 *
 * @param encodings a lazy registry: it reads a vocabulary once, when first asked for it
 */
record JtokkitTokenizer(EncodingType type, EncodingRegistry encodings) implements Tokenizer {

  @Override
  public String name() {
    return type.getName();
  }

  @Override
  public int count(String text) {
    return encodings.getEncoding(type).countTokensOrdinary(text);
  }

  @Override
  public String toString() {
    return name();
  }
}
