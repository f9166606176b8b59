package io.github.gatlingllm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.OpenAiChat;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random answers, cut at random, damaged at random; all from fixed seeds. Whatever comes: no
 * exception, an outcome, and no success without a finish.
 */
class StreamPropertiesTest {

  private static final int ROUNDS = 3000;
  private static final String[] LINE_ENDS = {"\n", "\r", "\r\n"};
  private static final String[] TEXTS = {
    "a",
    " b",
    "\\n",
    "é",
    "€",
    "😀",
    "\\ud83d\\ude00",
    "<",
    "think>",
    "</",
    "\\\"",
    "\\\\",
    "{}",
    "data: "
  };
  private static final String FINISH = "\"finish_reason\":\"";

  /** A valid answer with the figures that it must be read as. */
  private record Answer(byte[] bytes, int outputEvents, int tokens, boolean usage) {}

  private static Answer answer(Random random) {
    String end = LINE_ENDS[random.nextInt(LINE_ENDS.length)];
    String space = random.nextBoolean() ? " " : "";
    StringBuilder body = new StringBuilder(random.nextBoolean() ? "\ufeff" : "");
    int events = 1 + random.nextInt(8);
    int tokens = 0;
    boolean running = random.nextInt(3) == 0;
    body.append(data(space, end, "{\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}"));
    for (int i = 0; i < events; i++) {
      noise(random, body, space, end);
      tokens += 1 + random.nextInt(3);
      String field = random.nextInt(4) == 0 ? "reasoning_content" : "content";
      String text = TEXTS[random.nextInt(TEXTS.length)];
      String usage = running ? ",\"usage\":{\"completion_tokens\":" + tokens + "}" : "";
      body.append(
          data(
              space,
              end,
              "{\"choices\":[{\"delta\":{\"" + field + "\":\"" + text + "\"}}]" + usage + "}"));
    }
    body.append(data(space, end, "{\"choices\":[{\"delta\":{}," + FINISH + "stop\"}]}"));
    boolean counted = running || random.nextBoolean();
    if (counted) {
      body.append(
          data(space, end, "{\"choices\":[],\"usage\":{\"completion_tokens\":" + tokens + "}}"));
    }
    if (random.nextBoolean()) {
      body.append(data(space, end, "[DONE]"));
    }
    return new Answer(body.toString().getBytes(StandardCharsets.UTF_8), events, tokens, counted);
  }

  private static String data(String space, String end, String json) {
    return "data:" + space + json + end + end;
  }

  private static void noise(Random random, StringBuilder body, String space, String end) {
    switch (random.nextInt(8)) {
      case 0 -> body.append(": ping").append(end).append(end);
      case 1 -> body.append("id: 1").append(end).append("retry: 9").append(end);
      case 2 -> body.append(data(space, end, "null"));
      case 3 -> body.append(data(space, end, "{\"choices\":[]}"));
      default -> {}
    }
  }

  private static StreamExchange exchange() {
    StreamExchange exchange =
        new StreamExchange(
            new OpenAiChat("http://localhost/v1"),
            StreamLimits.DEFAULT,
            UnaryOperator.identity(),
            0,
            0);
    exchange.written(1);
    exchange.headers(2, 200, "");
    return exchange;
  }

  /** Feeds a body in random reads and ends it in one of the ways in which it can end. */
  private static StreamResult play(Random random, byte[] body, boolean whole) {
    StreamExchange exchange = exchange();
    long nanos = 10;
    for (int from = 0; from < body.length; ) {
      int length = Math.min(body.length - from, 1 + random.nextInt(1 + random.nextInt(200)));
      exchange.body(nanos++, Unpooled.wrappedBuffer(body, from, length));
      from += length;
    }
    if (whole || random.nextBoolean()) {
      return exchange.bodyEnded(nanos);
    }
    return random.nextBoolean()
        ? exchange.failed(nanos, TransportFault.RESET, "reset")
        : exchange.stopped(nanos, new StreamOutcome.Aborted("over"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void validAnswersAreRead(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Answer answer = answer(random);
      StreamResult result = play(random, answer.bytes(), true);

      assertThat(result.outcome()).isEqualTo(new StreamOutcome.Ok());
      assertThat(result.timeline().size()).isEqualTo(answer.outputEvents());
      assertThat(result.usage().outputTokens()).isEqualTo(answer.usage() ? answer.tokens() : -1);
      assertThat(result.finishReason()).isEqualTo("stop");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void answersCutShortAreNeverASuccess(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = answer(random).bytes();
      int finish = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(FINISH);
      byte[] cut = Arrays.copyOf(bytes, random.nextInt(finish + 1));
      StreamResult result = play(random, cut, false);

      assertThat(result.outcome().isOk()).isFalse();
      assertThat(result.finishReason()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void damagedAnswersEndInSomeOutcome(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = damaged(random, answer(random).bytes());
      assertSound(play(random, bytes, false), bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11, 12})
  void garbageEndsInSomeOutcome(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      if (bytes.length > 6 && random.nextBoolean()) {
        byte[] start = (random.nextBoolean() ? "data: " : "{").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, bytes, 0, start.length);
      }
      assertSound(play(random, bytes, false), bytes);
    }
  }

  /** Some bytes changed, left out, or repeated. */
  private static byte[] damaged(Random random, byte[] bytes) {
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    int rate = 20 + random.nextInt(400);
    for (byte value : bytes) {
      switch (random.nextInt(rate)) {
        case 0 -> damaged.write(random.nextInt(256));
        case 1 -> {}
        case 2 -> {
          damaged.write(value);
          damaged.write(value);
        }
        default -> damaged.write(value);
      }
    }
    return damaged.toByteArray();
  }

  private static void assertSound(StreamResult result, byte[] bytes) {
    assertThat(result.outcome().kind()).isNotEmpty();
    if (result.outcome().isOk()) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      assertThat(text.contains("[DONE]") || text.contains(FINISH)).isTrue();
      assertThat(result.timeline().isEmpty()).isFalse();
    }
    assertThat(result.instants().done()).isGreaterThanOrEqualTo(10);
  }
}
