package io.github.gatlingllm.framing;

import static io.github.gatlingllm.framing.Frames.decode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SseDecoderTest {

  private static Frames events(String body) {
    return decode(new SseDecoder(1000), body);
  }

  @Test
  void everyLineEndEndsALine() {
    for (String end : new String[] {"\n", "\r", "\r\n"}) {
      assertThat(events("data: a" + end + end + "data: b" + end + end).seen())
          .containsExactly("a", "b");
    }
    assertThat(events("data: a\r\n\ndata: b\n\rdata: c\r\r\ndata: d\n\r\n").seen())
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void oneSpaceAfterTheColonIsDropped() {
    assertThat(events("data:a\n\ndata: a\n\ndata:  a\n\n").seen()).containsExactly("a", "a", " a");
  }

  @Test
  void dataLinesAreJoinedByLineFeeds() {
    assertThat(events("data: a\ndata:\ndata: b\n\n").seen()).containsExactly("a\n\nb");
  }

  @Test
  void aFieldWithoutColonHasAnEmptyValue() {
    assertThat(events("data\n\ndata\ndata\n\n").seen()).containsExactly("", "\n");
  }

  @Test
  void commentsAreToldAndCarryNothing() {
    Frames frames = events(": ping\n\n:\ndata: a\n: in between\ndata: b\n\n");

    assertThat(frames.seen()).containsExactly("a\nb");
    assertThat(frames.comments()).isEqualTo(3);
  }

  @Test
  void anEventsNameHoldsForThatEventOnly() {
    assertThat(events("event: error\ndata: a\n\ndata: b\n\nevent: x\n\ndata: c\n\n").seen())
        .containsExactly("[error] a", "b", "c");
  }

  @Test
  void idRetryAndUnknownFieldsAreIgnored() {
    assertThat(events("id: 1\nretry: 10\nfoo: bar\ndatax: y\n data: z\ndata: a\n\n").seen())
        .containsExactly("a");
  }

  @Test
  void aByteOrderMarkIsDroppedAtTheStartOnly() {
    assertThat(events("\ufeffdata: a\n\n\ufeffdata: b\n\ndata: \ufeffc\n\n").seen())
        .containsExactly("a", "\ufeffc");
  }

  @Test
  void anEventWithoutItsBlankLineIsHandedOverAsNotTerminated() {
    assertThat(events("data: a\n\ndata: b\n").seen()).containsExactly("a", "b (cut)");
    assertThat(events("data: a\n\ndata: b").seen()).containsExactly("a", "b (cut)");
    assertThat(events("data: a\r").seen()).containsExactly("a (cut)");
  }

  @Test
  void eventsWithoutDataAreNone() {
    assertThat(events("\n\n\nevent: ping\n\nid: 4\n\n").seen()).isEmpty();
  }

  @Test
  void anEventIsHandedOverWithTheByteThatEndsIt() {
    for (String end : new String[] {"\n\n", "\r\r", "\r\n\r"}) {
      Frames frames = new Frames();
      byte[] bytes = ("data: a" + end).getBytes(StandardCharsets.UTF_8);
      SseDecoder decoder = new SseDecoder(100);
      decoder.decode(Unpooled.wrappedBuffer(bytes, 0, bytes.length - 1), frames);
      assertThat(frames.seen()).isEmpty();
      decoder.decode(Unpooled.wrappedBuffer(bytes, bytes.length - 1, 1), frames);
      assertThat(frames.seen()).containsExactly("a");
    }
  }

  @Test
  void aLineBeyondTheBoundFails() {
    assertThat(decode(new SseDecoder(16), "data: 0123456789\n\n").seen())
        .containsExactly("0123456789");
    assertThatThrownBy(() -> decode(new SseDecoder(15), "data: 0123456789\n\n"))
        .isInstanceOf(FrameTooLongException.class)
        .hasMessage("a single event of the response is longer than 15 bytes");
    assertThatThrownBy(() -> decode(new SseDecoder(15), ": 0123456789abcdef"))
        .isInstanceOf(FrameTooLongException.class);
  }

  @Test
  void manyShortLinesOfOneEventFailAtTheSameBound() {
    assertThatThrownBy(() -> decode(new SseDecoder(15), "data: 012345\n".repeat(3)))
        .isInstanceOf(FrameTooLongException.class);
    assertThat(decode(new SseDecoder(15), "data: 012345\n\n".repeat(1000)).seen()).hasSize(1000);
  }
}
