package io.github.gatlingllm.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the process that a user started tells the JVM of its run: properties, then signals, each as
 * the length of its UTF-8 in four bytes, and that. Safe for use by any thread.
 */
final class RunPipe {

  private static final int MAX_TEXT_BYTES = 16 * 1024 * 1024;
  private static final int MAX_PROPERTIES = 10_000;

  private final DataOutputStream out;

  private RunPipe(DataOutputStream out) {
    this.out = out;
  }

  static RunPipe to(OutputStream stream) {
    return new RunPipe(new DataOutputStream(stream));
  }

  /** Sends properties; a JVM that is gone already gets none. */
  synchronized void send(Map<String, String> properties) {
    try {
      out.writeInt(properties.size());
      for (Map.Entry<String, String> property : properties.entrySet()) {
        write(property.getKey());
        write(property.getValue());
      }
      out.flush();
    } catch (IOException e) {
      // It has ended, and its status tells why.
    }
  }

  /** Passes a signal on. */
  synchronized void signal(String name) {
    try {
      write(name);
      out.flush();
    } catch (IOException e) {
      // As above.
    }
  }

  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads what {@link #send} sent. */
  static Map<String, String> properties(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MAX_PROPERTIES) {
      throw new IOException(count + " properties");
    }
    Map<String, String> properties = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = text(in);
      properties.put(name, text(in));
    }
    return properties;
  }

  /** Reads what {@link #signal} sent: a signal's name, or an {@link EOFException}. */
  static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_TEXT_BYTES) {
      throw new IOException(length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
