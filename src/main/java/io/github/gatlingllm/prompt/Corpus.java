package io.github.gatlingllm.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The lines that synthetic prompts are made of. Immutable. */
public final class Corpus {

  /** The largest corpus file that is read, in bytes: 64 MiB. */
  public static final int MAX_BYTES = 64 << 20;

  private static final String BUILT_IN = "corpus.txt";

  private final List<String> lines;

  private Corpus(List<String> lines) {
    this.lines = lines;
  }

  /** The corpus that comes with the software: 490 lines of Shakespeare's sonnets. */
  public static Corpus builtIn() {
    return BuiltIn.CORPUS;
  }

  /**
   * A corpus of a text. Lines are stripped, blank ones dropped, and those longer than {@value
   * Lines#MAX_CHARS} characters broken, between words where they have any.
   *
   * @throws PromptException if the text is blank
   */
  public static Corpus text(String text) {
    return of("the corpus", text);
  }

  /**
   * A corpus of a UTF-8 file, with or without a byte order mark, treated as {@link #text} is.
   *
   * @throws PromptException if the file is missing, unreadable, not UTF-8, blank, or larger than
   *     {@link #MAX_BYTES}; the message names it
   */
  public static Corpus file(Path path) {
    String name = "corpus file " + path;
    return of(name, decode(name, read(name, path)));
  }

  /** Never empty; no line is blank. */
  List<String> lines() {
    return lines;
  }

  private static Corpus of(String name, String text) {
    List<String> lines = Lines.of(text);
    if (lines.isEmpty()) {
      throw new PromptException(name + " has no text: every line is blank");
    }
    return new Corpus(lines);
  }

  private static byte[] read(String name, Path path) {
    if (Files.isDirectory(path)) {
      throw new PromptException(name + " is a directory");
    }
    try (InputStream file = Files.newInputStream(path)) {
      byte[] bytes = file.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new PromptException(name + " is larger than " + MAX_BYTES + " bytes");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new PromptException(name + " does not exist", e);
    } catch (IOException e) {
      throw new PromptException(name + " cannot be read: " + e, e);
    }
  }

  private static String decode(String name, byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    // UTF-8 never decodes to more chars than it has bytes.
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw new PromptException(name + " is not UTF-8: bad byte at offset " + in.position());
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Read when first asked for. */
  private static final class BuiltIn {
    static final Corpus CORPUS = Corpus.of("the built-in corpus", decode(BUILT_IN, bytes()));

    private static byte[] bytes() {
      try (InputStream resource = Corpus.class.getResourceAsStream(BUILT_IN)) {
        if (resource == null) {
          throw new IllegalStateException(BUILT_IN + " is missing from the software's own jar");
        }
        return resource.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
