package io.github.gatlingllm.prompt.dataset;

import io.github.gatlingllm.api.ContentPart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;

/**
 * Pictures that records name: URLs as they are, and files below the folder of the data set as
 * {@code data:} URLs. Safe for use by any thread.
 */
final class ImageFiles {

  /** The largest picture, in bytes: 20 MiB. */
  static final int MAX_BYTES = 20 << 20;

  private static final int HEAD_BYTES = 12;

  private final Path folder;
  private final boolean loads;

  private ImageFiles(Path folder, boolean loads) {
    this.folder = folder;
    this.loads = loads;
  }

  /** Files are looked at and not read: their pictures have an empty URL. */
  static ImageFiles checking(Path folder) {
    return new ImageFiles(folder, false);
  }

  /** Files are read. */
  static ImageFiles loading(Path folder) {
    return new ImageFiles(folder, true);
  }

  /**
   * The picture of a URL or a path.
   *
   * @param place what names it in a message
   */
  ContentPart.Image image(String given, String detail, String place) throws RecordException {
    String lower = given.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http://")
        || lower.startsWith("https://")
        || lower.startsWith("data:image/")) {
      return new ContentPart.Image(given, detail);
    }
    if (lower.startsWith("data:")) {
      throw new RecordException(place + " is a data: URL of no image; accepted: data:image/…");
    }
    try {
      return new ContentPart.Image(dataUrl(given, place), detail);
    } catch (IOException e) {
      throw new RecordException(place + ": " + excerpt(given) + " cannot be read: " + e);
    }
  }

  private String dataUrl(String given, String place) throws IOException, RecordException {
    Path file = existing(given, place);
    if (Files.size(file) > MAX_BYTES) {
      throw new RecordException(
          place + ": " + excerpt(given) + " is larger than " + MAX_BYTES + " bytes");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(loads ? MAX_BYTES : HEAD_BYTES);
      String type = type(bytes);
      if (type.isEmpty()) {
        throw new RecordException(
            place + ": " + excerpt(given) + " is not a picture; accepted: PNG, JPEG, WebP and GIF");
      }
      return loads ? "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes) : "";
    }
  }

  private Path existing(String given, String place) throws IOException, RecordException {
    Path file;
    try {
      file = folder.resolve(given);
    } catch (InvalidPathException e) {
      throw new RecordException(place + ": " + excerpt(given) + " is neither a URL nor a path");
    }
    if (!Files.isRegularFile(file)) {
      throw new RecordException(
          place
              + ": "
              + excerpt(given)
              + " is no file in the data set's folder; accepted: such a path, an http or https URL,"
              + " or a data:image URL");
    }
    // A data set from elsewhere must not make this machine send a file of its own choice.
    if (!file.toRealPath().startsWith(folder.toRealPath())) {
      throw new RecordException(
          place + ": " + excerpt(given) + " lies outside the data set's folder");
    }
    return file;
  }

  private static String type(byte[] bytes) {
    String head =
        new String(bytes, 0, Math.min(HEAD_BYTES, bytes.length), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u0089PNG")) {
      return "image/png";
    }
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
      return "image/webp";
    }
    return head.startsWith("GIF8") ? "image/gif" : "";
  }

  private static String excerpt(String text) {
    return JsonObjects.excerpt(text);
  }
}
