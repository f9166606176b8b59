package io.github.gatlingllm.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the recorded responses in src/test/resources/captures. */
final class Capture {

  private Capture() {}

  /** The bytes of a response, without the notes before and after it. */
  static byte[] response(String name) {
    // ISO 8859-1 maps every byte to one character and back.
    String text = new String(read(name), StandardCharsets.ISO_8859_1);
    int start = text.indexOf("HTTP/1.1 ");
    int end = text.length();
    for (String note : new String[] {"\n# curl exit", "\ncurl: ("}) {
      int at = text.lastIndexOf(note, end);
      end = at < 0 ? end : at;
    }
    return text.substring(start, end).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] read(String name) {
    try (InputStream file = Capture.class.getResourceAsStream("/captures/" + name + ".txt")) {
      if (file == null) {
        throw new IllegalArgumentException("no capture of the name " + name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
