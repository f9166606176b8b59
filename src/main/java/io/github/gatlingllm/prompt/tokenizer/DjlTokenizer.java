package io.github.gatlingllm.prompt.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A {@code tokenizer.json}, read by Hugging Face's own library through DJL. The only class that
 * names DJL, which is an optional dependency: whoever loads it must be prepared for its absence.
 *
 * <p>Counts without a lock: the native tokenizer is not changed once it is made, and Hugging Face's
 * encodes from any thread.
 */
final class DjlTokenizer implements Tokenizer {

  /** A text as it is: nothing cut, nothing added. DJL by itself cuts after 512 tokens. */
  private static final Map<String, String> AS_IT_IS =
      Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false");

  private final String name;
  private final HuggingFaceTokenizer tokenizer;

  private DjlTokenizer(String name, HuggingFaceTokenizer tokenizer) {
    this.name = name;
    this.tokenizer = tokenizer;
  }

  /**
   * Reads a file.
   *
   * @throws LinkageError if DJL is absent or its native library does not fit this machine
   * @throws RuntimeException if the native library is not to be had or refuses the file
   */
  static DjlTokenizer read(TokenizerFile file) throws IOException {
    stayAtHome();
    try (InputStream json =
        new ByteArrayInputStream(file.text().getBytes(StandardCharsets.UTF_8))) {
      return new DjlTokenizer(file.name(), HuggingFaceTokenizer.newInstance(json, AS_IT_IS));
    }
  }

  /**
   * DJL tells its makers of each machine it runs on, and fetches libraries for graphics cards; both
   * only if nobody forbids it. Who has set these properties otherwise is obeyed.
   */
  private static void stayAtHome() {
    for (String property : new String[] {"OPT_OUT_TRACKING", "ai.djl.offline"}) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, "true");
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Through the library's lower layer: the upper one makes three objects for each token, of
   * which none is needed.
   */
  @Override
  public int count(String text) {
    long encoding = encode(text);
    try {
      return TokenizersLibrary.LIB.getTokenIds(encoding).length;
    } finally {
      TokenizersLibrary.LIB.deleteEncoding(encoding);
    }
  }

  private long encode(String text) {
    try {
      return TokenizersLibrary.LIB.encode(tokenizer.getHandle(), text, false);
    } catch (RuntimeException e) { // A vocabulary without a token for what it does not know.
      throw new TokenizerException(
          "tokenizer \"" + name + "\": cannot count a text: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
