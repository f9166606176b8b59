package io.github.gatlingllm.prompt.tokenizer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A {@code tokenizer.json} of Hugging Face's format: where it is, and its text once it is known to
 * look like one.
 *
 * <p>The text is looked through here before native code reads it, because a fault in there may not
 * come back as an exception.
 *
 * @param path the file, without links and relative parts: one file has one path
 */
record TokenizerFile(Path path) {

  /** The vocabularies with the most tokens, 262144, come in files of about 33 MB. */
  static final long MAX_BYTES = 128L << 20;

  private static final String FILE_NAME = "tokenizer.json";

  private static final JsonFactory JSON = new JsonFactory();

  /** Whether a value can only mean a path, or is one that exists. */
  static boolean isPath(String value) {
    if (value.isEmpty()) {
      return false;
    }
    return value.indexOf('/') >= 0
        || value.indexOf(File.separatorChar) >= 0
        || value.startsWith("~")
        || value.startsWith(".")
        || value.toLowerCase(Locale.ROOT).endsWith(".json")
        || new File(value).exists();
  }

  /**
   * The file that a value names.
   *
   * @param value a file, or a folder that holds a {@code tokenizer.json}; {@code ~} at the
   *     beginning is the user's home
   * @throws TokenizerException if there is no such file
   */
  static TokenizerFile of(String value) {
    try {
      Path path = Path.of(withHome(value));
      if (Files.isDirectory(path)) {
        path = path.resolve(FILE_NAME);
        if (!Files.isRegularFile(path)) {
          throw new TokenizerException(
              about(value)
                  + ": the folder holds no "
                  + FILE_NAME
                  + ", which is what is read of it");
        }
      }
      if (!Files.isRegularFile(path)) {
        throw new TokenizerException(
            about(value) + ": there is no such file, nor a folder with a " + FILE_NAME);
      }
      return new TokenizerFile(path.toRealPath());
    } catch (InvalidPathException e) {
      throw new TokenizerException(about(value) + ": no path: " + e.getReason(), e);
    } catch (IOException e) {
      throw new TokenizerException(about(value) + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static String withHome(String value) {
    boolean home = value.equals("~") || value.startsWith("~/") || value.startsWith("~\\");
    return home ? System.getProperty("user.home") + value.substring(1) : value;
  }

  private static String about(Object what) {
    return "tokenizer \"" + what + "\"";
  }

  /** What it is called in reports: the file and the folder it is in, which has the model's name. */
  String name() {
    Path folder = path.getParent();
    return folder == null || folder.getFileName() == null
        ? String.valueOf(path.getFileName())
        : folder.getFileName() + "/" + path.getFileName();
  }

  /**
   * Its text.
   *
   * @throws TokenizerException if it is too large, cannot be read or is no tokenizer
   */
  String text() {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes((int) MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw fault("larger than the " + (MAX_BYTES >> 20) + " MiB that are read");
      }
      checkShape(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new TokenizerException(
          about(path) + ": cannot be read: " + e.getClass().getSimpleName(), e);
    }
  }

  /** A fault of this file. */
  TokenizerException fault(String what) {
    return new TokenizerException(about(path) + ": " + what);
  }

  private void checkShape(byte[] bytes) throws IOException {
    boolean hasModel = false;
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw noTokenizer("no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean model = parser.currentName().equals("model");
        hasModel |= parser.nextToken() == JsonToken.START_OBJECT && model;
        parser.skipChildren();
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw noTokenizer("no JSON: " + e.getOriginalMessage());
    }
    if (!hasModel) {
      throw noTokenizer("it has no \"model\"");
    }
  }

  private TokenizerException noTokenizer(String why) {
    return fault("not a tokenizer.json of Hugging Face's format: " + why);
  }
}
