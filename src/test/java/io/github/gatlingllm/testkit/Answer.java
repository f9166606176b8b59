package io.github.gatlingllm.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One answer while a script writes it. What is written between two pauses leaves in one piece, so
 * that a client on a slow machine sees the same as on a fast one.
 */
final class Answer {

  static final int GOOD_TOKENS = 5;
  static final int BROKEN_TOKENS = 3;

  private static final int PAUSE_MILLIS = 10;

  /** Many answers go on for ever at the same time: each only so often. */
  private static final int LONG_PAUSE_MILLIS = 50;

  private static final int FOR_EVER = 0;
  private static final int SLOW_PAUSES = 5;
  private static final int PIECE_BYTES = 50;
  private static final int GARBAGE_BYTES = 20;

  private final Socket socket;
  private final boolean firstOfConnection;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private @Nullable Compression compression;
  private int tokens;
  private boolean clientLeft;

  Answer(Socket socket, boolean firstOfConnection) {
    this.socket = socket;
    this.firstOfConnection = firstOfConnection;
  }

  boolean isFirstOfConnection() {
    return firstOfConnection;
  }

  /** Tokens that were sent. */
  int tokens() {
    return tokens;
  }

  /** Whether the client closed the connection before the script was through. */
  boolean clientLeft() {
    return clientLeft;
  }

  Answer good() {
    return begin().complete().endBody();
  }

  Answer complete() {
    return role().tokens(GOOD_TOKENS).finish().usage().done();
  }

  Answer begin() {
    return begin("cache-control: no-cache");
  }

  Answer begin(String header) {
    return unframed(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n"
            + header
            + "\r\n\r\n");
  }

  Answer role() {
    return delta("{\"role\":\"assistant\",\"content\":\"\"}", "null");
  }

  Answer tokens(int count) {
    for (int i = 0; i < count; i++) {
      delta("{\"content\":\"w" + tokens++ + " \"}", "null");
    }
    return this;
  }

  Answer finish() {
    return finish("stop");
  }

  Answer finish(String reason) {
    return delta("{}", '"' + reason + '"');
  }

  private Answer delta(String delta, String reason) {
    return event(
        "{\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}");
  }

  private Answer usage() {
    return event(
        "{\"choices\":[],\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":" + tokens + "}}");
  }

  Answer error() {
    return event("{\"error\":{\"message\":\"out of memory\",\"code\":\"oom\"}}");
  }

  Answer done() {
    return event("[DONE]");
  }

  Answer event(String data) {
    return raw("data: " + data + "\n\n");
  }

  /** Text as one chunk of the body. */
  Answer raw(String text) {
    return chunk(compression == null ? bytes(text) : compression.compressed(text));
  }

  /** Bytes that no compression begins with, as one chunk of the body. */
  Answer garbage() {
    byte[] bytes = new byte[GARBAGE_BYTES];
    Arrays.fill(bytes, (byte) 0xff);
    return chunk(bytes);
  }

  private Answer chunk(byte[] bytes) {
    unframed(Integer.toHexString(bytes.length) + "\r\n");
    pending.writeBytes(bytes);
    return unframed("\r\n");
  }

  /** Headers of a body that is compressed from there on; every event can be read at once. */
  Answer begin(Compression of) {
    compression = of;
    return begin("content-encoding: " + of.encoding());
  }

  Answer endBody() {
    if (compression != null) {
      chunk(compression.end());
    }
    return endFraming();
  }

  /** The body ends for HTTP, whatever its compression still lacks. */
  Answer endFraming() {
    return unframed("0\r\n\r\n");
  }

  /** Text outside of HTTP's framing. */
  Answer unframed(String text) {
    pending.writeBytes(bytes(text));
    return this;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Answer refuse(int status, String message, String... headers) {
    String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return whole(
        status,
        "application/json\r\n" + lines + "server: scripted",
        "{\"error\":{\"message\":\"" + message + "\"}}");
  }

  Answer whole(int status, String contentType, String body) {
    return unframed(
        "HTTP/1.1 %d Status\r\ncontent-type: %s\r\ncontent-length: %d\r\n\r\n%s"
            .formatted(status, contentType, body.length(), body));
  }

  /** The connection is closed as it should be, after what was written. */
  void close() throws IOException {
    flush();
    socket.close();
  }

  /** The connection is reset after what was written. */
  void reset() throws IOException {
    flush();
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** What is pending leaves in small pieces, each of which the client may read for itself. */
  Answer inPieces() throws IOException {
    byte[] bytes = pending.toByteArray();
    pending.reset();
    for (int start = 0; start < bytes.length; start += PIECE_BYTES) {
      pending.write(bytes, start, Math.min(PIECE_BYTES, bytes.length - start));
      clientStays(1);
    }
    return this;
  }

  /** A while before the answer goes on. */
  Answer slowly() throws IOException {
    for (int i = 0; i < SLOW_PAUSES && clientStays(PAUSE_MILLIS); i++) {
      flush();
    }
    return this;
  }

  /** So many pings with a pause after each. */
  Answer pinging(int times) throws IOException {
    for (int i = 0; i < times && clientStays(LONG_PAUSE_MILLIS); i++) {
      raw(": ping\n\n");
    }
    return this;
  }

  void untilClientLeaves() throws IOException {
    while (clientStays(FOR_EVER)) {
      flush();
    }
  }

  void whileClientStays(Runnable writing) throws IOException {
    while (clientStays(LONG_PAUSE_MILLIS)) {
      writing.run();
    }
  }

  void flush() throws IOException {
    byte[] bytes = pending.toByteArray();
    pending.reset();
    socket.getOutputStream().write(bytes);
  }

  /** Pauses, with an eye on the client: it has nothing more to say but that it leaves. */
  private boolean clientStays(int millis) throws IOException {
    try {
      flush();
      socket.setSoTimeout(millis);
      clientLeft |= socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      socket.setSoTimeout(0);
    } catch (IOException e) {
      clientLeft = true;
    }
    if (clientLeft) {
      socket.close();
    }
    return !clientLeft;
  }
}
