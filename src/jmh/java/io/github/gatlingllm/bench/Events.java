package io.github.gatlingllm.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Events of a stream as servers send them, with tokens of different lengths from a fixed seed. */
final class Events {

  /** How many different events there are. */
  static final int COUNT = 256;

  private static final String[] TOKENS = {
    " the",
    " token",
    ".",
    " a",
    "ing",
    " some\\\"",
    "\\n",
    " longer word",
    " caf\u00e9",
    "s",
    ",",
    " x"
  };

  private Events() {}

  /** One event of the shape: {@code chat}, {@code usage}, {@code logprobs} or {@code unusual}. */
  private static String event(String shape, String token, int number) {
    String choice =
        switch (shape) {
          case "logprobs" ->
              "\"logprobs\":{\"content\":[{\"token\":\"%s\",\"logprob\":-0.%d,\"top_logprobs\":[]}]}"
                  .formatted(token, number + 1);
          default -> "\"logprobs\":null";
        };
    String finish = shape.equals("unusual") ? "\"\"" : "null";
    String end =
        shape.equals("usage")
            ? ",\"usage\":{\"prompt_tokens\":512,\"total_tokens\":%d,\"completion_tokens\":%d}"
                .formatted(513 + number, 1 + number)
            : "";
    return ("data: {\"id\":\"chatcmpl-5b8c1f5e9a7d4e0c8b1a2f3d4e5f6071\","
            + "\"object\":\"chat.completion.chunk\",\"created\":1795313444,"
            + "\"model\":\"meta-llama/Llama-3.1-8B-Instruct\",\"choices\":[{\"index\":0,"
            + "\"delta\":{\"content\":\"%s\"},%s,\"finish_reason\":%s}]%s}\n\n")
        .formatted(token, choice, finish, end);
  }

  /**
   * {@value #COUNT} events, in reads as Netty delivers them.
   *
   * @param perRead how many events each read brings
   */
  static ByteBuf[] reads(String shape, int perRead) {
    Random random = new Random(17);
    ByteBuf[] reads = new ByteBuf[COUNT / perRead];
    for (int read = 0; read < reads.length; read++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < perRead; i++) {
        text.append(event(shape, TOKENS[random.nextInt(TOKENS.length)], read * perRead + i));
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      reads[read] = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    }
    return reads;
  }
}
