package io.github.gatlingllm.framing;

import static io.github.gatlingllm.framing.Frames.decode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frames of a body are the same for every way in which its bytes are cut. */
class FramingSplitTest {

  /** Cut into three at every two positions, and into single bytes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: a\n\ndata: b\r\rdata: c\r\n\r\ndata: d\n\r\ndata: e\r\n\ndata: f",
        "\ufeffdata: \u00e9\u20ac\ud83d\ude00\n\n: ping\r\n\r\nevent: x\rdata: \ud83d\ude00\r\r",
        "\ufeff {\"a\": \"\u20ac}\\\"\\\\\"}\r\n{\"b\":[1,{}]}\n[2]{\"cut\": \"",
        "\r\n\ndata\ndata:\ndata: x\nid: 1\nretry: 2\nevent: error\n\n:\n\ndata:y",
        "<html>\n<p>:</p>\r\n</html>",
      })
  void aBodyCutAnywhere(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    Frames whole = decode(new BodyDecoder(1000), body);
    for (int first = 0; first <= body.length; first++) {
      for (int second = first; second <= body.length; second++) {
        assertSame(whole, decode(new BodyDecoder(1000), body, first, second));
        assertSame(whole, decode(new BodyDecoder(1000), body, true, first, second));
      }
    }
    assertSame(
        whole, decode(new BodyDecoder(1000), body, IntStream.range(0, body.length).toArray()));
  }

  /** Random bytes of the characters that mean something, cut at random. */
  @Test
  void garbageCutAnywhere() {
    Random random = new Random(7);
    byte[] alphabet = "data:ev \r\n\n{}[]\"\\1\u00e9\ufeff\0".getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] body = new byte[1 + random.nextInt(40)];
      for (int i = 0; i < body.length; i++) {
        body[i] = alphabet[random.nextInt(alphabet.length)];
      }
      int[] cuts = random.ints(random.nextInt(5), 0, body.length).sorted().toArray();
      try {
        assertSame(decode(new BodyDecoder(1000), body), decode(new BodyDecoder(1000), body, cuts));
      } catch (CorruptFrameException e) { // It began like a binary stream: so it does when cut.
        assertThatThrownBy(() -> decode(new BodyDecoder(1000), body))
            .isInstanceOf(CorruptFrameException.class);
        assertThatThrownBy(() -> decode(new BodyDecoder(1000), body, cuts))
            .isInstanceOf(CorruptFrameException.class);
      }
    }
  }

  /** Longer than the pieces in which a read outside the heap is taken in. */
  @Test
  void longReads() {
    Random random = new Random(9);
    for (int round = 0; round < 100; round++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < 20_000) {
        text.append("data: ").append("0123456789".repeat(random.nextInt(600))).append("\r\n");
        text.append(random.nextInt(4) == 0 ? ": ping\n" : "\n");
      }
      byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
      int[] cuts = random.ints(random.nextInt(5), 0, body.length).sorted().toArray();
      Frames whole = decode(new BodyDecoder(1 << 20), body);
      assertSame(whole, decode(new BodyDecoder(1 << 20), body, false, cuts));
      assertSame(whole, decode(new BodyDecoder(1 << 20), body, true, cuts));
    }
  }

  private static void assertSame(Frames whole, Frames cut) {
    assertThat(cut.seen()).isEqualTo(whole.seen());
    assertThat(cut.comments()).isEqualTo(whole.comments());
  }
}
