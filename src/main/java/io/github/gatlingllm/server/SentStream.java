package io.github.gatlingllm.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;

/**
 * When a {@link TokenSource} sent the tokens of one answer. Instants are nanoseconds of {@code
 * System.nanoTime} in the source's JVM; on Linux that is {@code CLOCK_MONOTONIC}, which all
 * processes of a host share, so they compare with those of a client in another JVM. Immutable.
 */
public final class SentStream {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String requestId;
  private final long readNanos;
  private final boolean complete;
  private final long[] before;
  private final long[] after;

  /**
   * @param before instants before each token's write, not to be changed any more
   * @param after instants after each token's write, not to be changed any more
   */
  SentStream(String requestId, long readNanos, boolean complete, long[] before, long[] after) {
    this.requestId = requestId;
    this.readNanos = readNanos;
    this.complete = complete;
    this.before = before;
    this.after = after;
  }

  /** What the client sent as {@code x-request-id}. */
  public String requestId() {
    return requestId;
  }

  /** When the request's last byte had been read. */
  public long readNanos() {
    return readNanos;
  }

  /** Whether all tokens left; else the client did. */
  public boolean isComplete() {
    return complete;
  }

  /** How many tokens were sent. */
  public int tokens() {
    return before.length;
  }

  /** The instant before the system call that handed a token to the kernel. */
  public long beforeNanos(int token) {
    return before[token];
  }

  /** The instant at which that call had returned: the token was handed over in between. */
  public long afterNanos(int token) {
    return after[token];
  }

  /** As one line of JSON, with instants as differences from {@code readNanos}. */
  String toJson() {
    StringBuilder line = new StringBuilder(64 + 16 * before.length);
    line.append("{\"id\":\"");
    JsonStringEncoder.getInstance().quoteAsString(requestId, line);
    line.append("\",\"readNanos\":").append(readNanos).append(",\"complete\":").append(complete);
    append(line, "before", before);
    append(line, "after", after);
    return line.append('}').toString();
  }

  private void append(StringBuilder line, String name, long[] instants) {
    line.append(",\"").append(name).append("\":[");
    for (int i = 0; i < instants.length; i++) {
      line.append(i == 0 ? "" : ",").append(instants[i] - readNanos);
    }
    line.append(']');
  }

  /**
   * Reads a line of {@code GET /recorded}.
   *
   * @throws IllegalArgumentException for a line that is none
   */
  public static SentStream parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      long readNanos = json.path("readNanos").longValue();
      return new SentStream(
          json.path("id").asText(),
          readNanos,
          json.path("complete").booleanValue(),
          instants(json.path("before"), readNanos),
          instants(json.path("after"), readNanos));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a recorded stream: " + line, e);
    }
  }

  private static long[] instants(JsonNode offsets, long readNanos) {
    long[] instants = new long[offsets.size()];
    Arrays.setAll(instants, i -> readNanos + offsets.get(i).longValue());
    return instants;
  }
}
