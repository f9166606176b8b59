package io.github.gatlingllm.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** The compression of one body, flushed after each text, as servers that stream have to. */
final class Compression {

  private static final int BUFFER_BYTES = 512;

  private final String encoding;
  private final ByteArrayOutputStream compressed;
  private final DeflaterOutputStream in;

  private Compression(String encoding, ByteArrayOutputStream compressed, DeflaterOutputStream in) {
    this.encoding = encoding;
    this.compressed = compressed;
    this.in = in;
  }

  static Compression gzip() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      return new Compression("gzip", out, new GZIPOutputStream(out, BUFFER_BYTES, true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What HTTP calls deflate, which is zlib's format. */
  static Compression deflate() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return new Compression("deflate", out, new DeflaterOutputStream(out, new Deflater(), true));
  }

  /** What some servers call deflate, which has no header. */
  static Compression rawDeflate() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    return new Compression("deflate", out, new DeflaterOutputStream(out, deflater, true));
  }

  /** Its name in HTTP. */
  String encoding() {
    return encoding;
  }

  byte[] compressed(String text) {
    try {
      in.write(text.getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return taken();
  }

  /** What is left to be written once the last text is in. */
  byte[] end() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return taken();
  }

  private byte[] taken() {
    byte[] bytes = compressed.toByteArray();
    compressed.reset();
    return bytes;
  }
}
