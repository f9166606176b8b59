package io.github.gatlingllm.prompt.tokenizer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a failure of the native library means for whoever asked for a tokenizer. */
final class NativeFault {

  private static final int MAX_DETAIL = 200;

  private NativeFault() {}

  /** A failure while a file was read: of the library itself, or of what it thinks of the file. */
  static TokenizerException of(TokenizerFile file, Throwable failure) {
    if (isOfTheLibrary(failure)) {
      return new TokenizerException(
          "the native library that reads a tokenizer.json cannot be loaded on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " ("
              + detail(rootOf(failure))
              + "): there is one for Linux on x86_64 and aarch64, macOS on aarch64 and Windows on"
              + " x86_64, and it needs a folder to be unpacked to (environment variable"
              + " DJL_CACHE_DIR, by default .djl.ai in your home)",
          failure);
    }
    return new TokenizerException(
        "tokenizer \""
            + file.path()
            + "\": not a tokenizer.json that Hugging Face's library reads: "
            + detail(failure),
        failure);
  }

  /** DJL throws its EngineException, which cannot be named here, and errors of the linker. */
  private static boolean isOfTheLibrary(Throwable failure) {
    return failure instanceof Error
        || failure.getClass().getSimpleName().toLowerCase(Locale.ROOT).contains("engine");
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String detail(Throwable failure) {
    @Nullable String message = failure.getMessage();
    String text = message == null ? failure.getClass().getSimpleName() : message;
    String line = text.lines().findFirst().orElse("").strip();
    return line.length() <= MAX_DETAIL ? line : line.substring(0, MAX_DETAIL) + "…";
  }
}
