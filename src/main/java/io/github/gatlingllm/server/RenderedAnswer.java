package io.github.gatlingllm.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The answer that every request to a {@link TokenSource} gets, rendered once: which bytes go into
 * which write. Most writes are the same, so there are three: the first, with the head; the last,
 * with the end; and all others.
 */
final class RenderedAnswer {

  private static final String HEAD =
      String.join(
          "\r\n",
          "HTTP/1.1 200 OK",
          "Content-Type: text/event-stream; charset=utf-8",
          "Cache-Control: no-cache",
          "Transfer-Encoding: chunked",
          "\r\n");
  private static final String OPENING =
      "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
          + "\"model\":\"token-source\",\"choices\":[";
  private static final String FIRST_TOKEN =
      choice("{\"role\":\"assistant\",\"content\":\"The\"}", "null");
  private static final String TOKEN = choice("{\"content\":\" token\"}", "null");
  private static final String FINISH = choice("{}", "\"length\"");
  private static final String DONE = "data: [DONE]\n\n";
  private static final String LAST_CHUNK = "0\r\n\r\n";

  private final int tokens;
  private final int eventsPerWrite;
  private final boolean chunkPerEvent;
  private final int writes;
  private final ByteBuf first;
  private final ByteBuf middle;
  private final ByteBuf last;

  RenderedAnswer(TokenSourceSettings settings) {
    this.tokens = settings.tokens();
    this.eventsPerWrite = settings.isFlood() ? settings.eventsPerWrite() : 1;
    this.chunkPerEvent = settings.chunkPerEvent();
    this.writes = (tokens + eventsPerWrite - 1) / eventsPerWrite;
    this.first = rendered(0);
    this.middle = writes > 2 ? rendered(1) : Unpooled.EMPTY_BUFFER;
    this.last = writes > 1 ? rendered(writes - 1) : Unpooled.EMPTY_BUFFER;
  }

  private static String choice(String delta, String finishReason) {
    return OPENING
        + "{\"index\":0,\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":"
        + finishReason
        + "}]}\n\n";
  }

  private String usage() {
    return OPENING
        + "],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":%d,\"total_tokens\":%d}}\n\n"
            .formatted(tokens, tokens + 1);
  }

  private ByteBuf rendered(int write) {
    Chunks chunks = new Chunks(chunkPerEvent);
    if (write == 0) {
      chunks.raw(HEAD);
    }
    for (int i = 0; i < eventsOf(write); i++) {
      chunks.event(write == 0 && i == 0 ? FIRST_TOKEN : TOKEN);
    }
    if (write == writes - 1) {
      chunks.event(FINISH);
      chunks.event(usage());
      chunks.event(DONE);
      chunks.close();
      chunks.raw(LAST_CHUNK);
    }
    chunks.close();
    byte[] bytes = chunks.out.toByteArray();
    // Outside of the heap, where the kernel reads it without another copy.
    return Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
  }

  /** How many writes an answer takes. */
  int writes() {
    return writes;
  }

  /** How many tokens a write brings. */
  int eventsOf(int write) {
    return Math.min(eventsPerWrite, tokens - write * eventsPerWrite);
  }

  /** The bytes of a write, to be given away. */
  ByteBuf write(int write) {
    if (write == 0) {
      return first.duplicate();
    }
    return write == writes - 1 ? last.duplicate() : middle.duplicate();
  }

  /** Events as HTTP chunks: one each, or all that come before a close together. */
  private static final class Chunks {
    private final boolean each;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringBuilder open = new StringBuilder();

    Chunks(boolean each) {
      this.each = each;
    }

    void raw(String bytes) {
      out.writeBytes(bytes.getBytes(StandardCharsets.US_ASCII));
    }

    void event(String event) {
      open.append(event);
      if (each) {
        close();
      }
    }

    void close() {
      if (!open.isEmpty()) {
        raw(Integer.toHexString(open.length()) + "\r\n" + open + "\r\n");
        open.setLength(0);
      }
    }
  }
}
