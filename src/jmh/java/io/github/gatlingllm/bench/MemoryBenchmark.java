package io.github.gatlingllm.bench;

import io.github.gatlingllm.api.OpenAiChat;
import io.github.gatlingllm.stream.StreamExchange;
import io.github.gatlingllm.stream.StreamLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The heap that open streams hold: what is in use after a collection, with the streams and without
 * them, divided by their number. Connection and virtual user are Gatling's and not in it.
 */
final class MemoryBenchmark {

  private static final int STREAMS = 5_000;
  private static final int COLLECTIONS = 4;
  private static final byte[] EVENT =
      ("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
              + "\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" token\"},"
              + "\"finish_reason\":null}]}\n\n")
          .getBytes(StandardCharsets.UTF_8);

  private MemoryBenchmark() {}

  static void run() {
    held(1, true); // What is loaded once belongs to no stream.
    System.out.println("| events of a stream so far | text kept | heap of an open stream, bytes |");
    System.out.println("|---|---|---|");
    for (int events : new int[] {0, 1, 64, 256, 1024}) {
      print(events, true);
      print(events, false);
    }
  }

  private static void print(int events, boolean text) {
    System.out.printf("| %d | %s | %,d |%n", events, text ? "yes" : "no", held(events, text));
  }

  private static long held(int events, boolean text) {
    List<StreamExchange> open = new ArrayList<>(STREAMS);
    long before = used();
    for (int i = 0; i < STREAMS; i++) {
      open.add(stream(events, text));
    }
    return (used() - before) / open.size();
  }

  private static StreamExchange stream(int events, boolean text) {
    StreamLimits limits = text ? StreamLimits.DEFAULT : StreamLimits.DEFAULT.withTextChars(0);
    StreamExchange exchange =
        new StreamExchange(new OpenAiChat("http://localhost/v1"), limits, t -> t, 0, 0);
    exchange.written(1);
    exchange.headers(2, 200, "");
    ByteBuf event = Unpooled.wrappedBuffer(EVENT);
    for (int i = 0; i < events; i++) {
      exchange.body(i, event.duplicate());
    }
    return exchange;
  }

  private static long used() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
