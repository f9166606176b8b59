package io.github.gatlingllm.prompt.tokenizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The {@code tokenizer.json} files of the tests, each trained on the built-in corpus with Hugging
 * Face's tokenizers 0.23.2: byte-level BPE (900 tokens, marks the beginning of a text), BPE with
 * byte fallback and a leading {@code ▁} (1200), Unigram with the same mark (900), and uncased
 * WordPiece (1000, marks both ends).
 */
public final class Vocabularies {

  public static final String BYTE_LEVEL = "byte-level-bpe.json";
  public static final String BYTE_FALLBACK = "byte-fallback-bpe.json";
  public static final String UNIGRAM = "unigram.json";
  public static final String WORD_PIECE = "uncased-wordpiece.json";

  private Vocabularies() {}

  public static Path path(String name) {
    try {
      return Path.of(Vocabularies.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  public static Tokenizer named(String name) {
    return Tokenizers.named(path(name).toString());
  }

  /** The lines that they were trained on. */
  static List<String> corpus() {
    try (InputStream in =
        Vocabularies.class.getResourceAsStream("/io/github/gatlingllm/prompt/corpus.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String name) {
    try {
      return Files.readString(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
