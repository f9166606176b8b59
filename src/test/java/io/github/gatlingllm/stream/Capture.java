package io.github.gatlingllm.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the recorded responses in src/test/resources/captures. */
final class Capture {

  private Capture() {}

  private static final String BINARY = ".bin";

  /** The server closed this connection in the middle of a frame. */
  private static final String CUT = "-cut";

  /**
   * The bytes of a response, without the notes before and after it. A binary body has its headers
   * in a file of its own; its chunks were not recorded, so it is one chunk here.
   */
  static byte[] response(String name) {
    if (Capture.class.getResource("/captures/" + name + BINARY) != null) {
      return binary(name);
    }
    // ISO 8859-1 maps every byte to one character and back.
    String text = new String(read(name + ".txt"), StandardCharsets.ISO_8859_1);
    int start = text.indexOf("HTTP/1.1 ");
    int end = text.length();
    for (String note : new String[] {"\n# curl exit", "\ncurl: ("}) {
      int at = text.lastIndexOf(note, end);
      end = at < 0 ? end : at;
    }
    return text.substring(start, end).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] binary(String name) {
    byte[] body = read(name + BINARY);
    String headers = new String(read(name + ".headers.txt"), StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    response.writeBytes(headers.getBytes(StandardCharsets.ISO_8859_1));
    boolean chunked = headers.contains("Transfer-Encoding: chunked");
    if (chunked) {
      response.writeBytes(ascii(Integer.toHexString(body.length) + "\r\n"));
    }
    response.writeBytes(body);
    if (chunked && !name.endsWith(CUT)) {
      response.writeBytes(ascii("\r\n0\r\n\r\n"));
    }
    return response.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] read(String name) {
    try (InputStream file = Capture.class.getResourceAsStream("/captures/" + name)) {
      if (file == null) {
        throw new IllegalArgumentException("no capture of the name " + name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
