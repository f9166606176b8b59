package io.github.gatlingllm.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Providers' examples as HTTP responses. */
final class ProviderExamples {

  private ProviderExamples() {}

  /** An HTTP response with a file as its body, in the frames of AWS where it came in such. */
  static byte[] response(String file) {
    byte[] body = bytes(file);
    boolean framed = file.endsWith(".bin");
    if (file.startsWith("sagemaker/") && !file.endsWith("-whole.json")) {
      body = parts(body);
      framed = true;
    }
    String type =
        framed
            ? "application/vnd.amazon.eventstream"
            : file.endsWith(".sse") ? "text/event-stream" : "application/json";
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    response.writeBytes(
        ("HTTP/1.1 200 OK\r\ncontent-type: %s\r\ncontent-length: %d\r\n\r\n"
                .formatted(type, body.length))
            .getBytes(StandardCharsets.US_ASCII));
    response.writeBytes(body);
    return response.toByteArray();
  }

  /** As SageMaker sends what a container writes: payload parts, which end anywhere in a line. */
  private static byte[] parts(byte[] body) {
    Map<String, HeaderValue> headers =
        Map.of(
            ":message-type",
            HeaderValue.fromString("event"),
            ":event-type",
            HeaderValue.fromString("PayloadPart"));
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    int size = 53;
    for (int from = 0; from < body.length; from += size) {
      byte[] part = Arrays.copyOfRange(body, from, Math.min(body.length, from + size));
      ByteBuffer frame = new Message(headers, part).toByteBuffer();
      byte[] bytes = new byte[frame.remaining()];
      frame.get(bytes);
      framed.writeBytes(bytes);
    }
    return framed.toByteArray();
  }

  private static byte[] bytes(String file) {
    try (InputStream in = ProviderExamples.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no answer of the name " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
