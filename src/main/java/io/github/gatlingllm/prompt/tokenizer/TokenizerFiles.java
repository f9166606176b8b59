package io.github.gatlingllm.prompt.tokenizer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokenizers of files: each file is read once in the life of the process. */
final class TokenizerFiles {

  private static final String MISSING_LIBRARY =
      "a tokenizer.json is read with Hugging Face's library, which is not on the class path: add the"
          + " dependency ai.djl.huggingface:tokenizers:0.38.0 to your project, or set"
          + " generator.tokenizer to a vocabulary such as o200k_base";

  private static final Map<Path, Tokenizer> READ = new ConcurrentHashMap<>();

  private TokenizerFiles() {}

  /**
   * The tokenizer of a file or of a folder that holds a {@code tokenizer.json}.
   *
   * @throws TokenizerException if there is none, if it cannot be read, or if the library for it is
   *     absent or does not run on this machine
   */
  static Tokenizer at(String path) {
    TokenizerFile file = TokenizerFile.of(path);
    return READ.computeIfAbsent(file.path(), key -> read(file));
  }

  private static Tokenizer read(TokenizerFile file) {
    try {
      return DjlTokenizer.read(file);
    } catch (TokenizerException e) {
      throw e;
    } catch (NoClassDefFoundError e) {
      // A class that could not be initialized is there: its library is not.
      throw e.getCause() instanceof ClassNotFoundException
          ? new TokenizerException(MISSING_LIBRARY, e)
          : NativeFault.of(file, e);
    } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
      throw NativeFault.of(file, e);
    }
  }
}
