package io.github.gatlingllm.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP/1.1 by hand, to see what a client library hides: chunks, order, connections. */
final class RawClient implements AutoCloseable {

  static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]";

  private static final int READ_TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  record Head(int status, Map<String, String> headers) {
    String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }
  }

  RawClient(int port) throws IOException {
    this.socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  void chat(String body) throws IOException {
    send(chatRequest(body));
  }

  static String chatRequest(String body) {
    return "POST /v1/chat/completions HTTP/1.1\r\nHost: test\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  Head head() throws IOException {
    int status = Integer.parseInt(line().split(" ", -1)[1]);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Head(status, headers);
  }

  /** The body of an answer with a length. */
  String body(Head head) throws IOException {
    return bytes(Integer.parseInt(head.header("content-length")));
  }

  /** The next chunk, empty at the end. */
  String chunk() throws IOException {
    String chunk = bytes(Integer.parseInt(line(), 16));
    line();
    return chunk;
  }

  List<String> chunksToEnd() throws IOException {
    List<String> chunks = new ArrayList<>();
    for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
      chunks.add(chunk);
    }
    return chunks;
  }

  /** All that comes until the server closes. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private String bytes(int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("closed within a line: " + line);
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /** Leaves, in the middle of whatever is under way. */
  void disconnect() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    disconnect();
  }
}
