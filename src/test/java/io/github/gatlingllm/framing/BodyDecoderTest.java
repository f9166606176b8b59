package io.github.gatlingllm.framing;

import static io.github.gatlingllm.framing.Frames.decode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BodyDecoderTest {

  private final BodyDecoder decoder = new BodyDecoder(1000);

  private List<String> frames(String body) {
    return decode(decoder, body).seen();
  }

  @Test
  void anEventStreamIsAStream() {
    assertThat(frames("data: {}\n\n")).containsExactly("{}");
    assertThat(decoder.isStream()).isTrue();
    assertThat(decoder.isRecognized()).isTrue();
  }

  @Test
  void aJsonBodyIsOneFrameAndNoStream() {
    String body = "{\n \"a\": [1, {\"b\": \"}]\\\"{\"}]\n}";
    assertThat(frames(" \r\n\t" + body + "\n\n")).containsExactly(body);
    assertThat(decoder.isStream()).isFalse();
    assertThat(decoder.isRecognized()).isTrue();
  }

  @Test
  void aByteOrderMarkAndWhiteSpaceDoNotTell() {
    assertThat(frames("\ufeff \n{\"a\":1}")).containsExactly("{\"a\":1}");
    BodyDecoder events = new BodyDecoder(1000);
    assertThat(decode(events, "\ufeff\n\ndata: a\n\n").seen()).containsExactly("a");
    assertThat(decode(new BodyDecoder(1000), "\ufeffdata: a\n\n").seen()).containsExactly("a");
    assertThat(events.isStream()).isTrue();
  }

  @Test
  void linesOfJsonAreAStream() {
    assertThat(frames("{\"a\":1}\n{\"b\":2}\r\n\n[3]\n"))
        .containsExactly("{\"a\":1}", "{\"b\":2}", "[3]");
    assertThat(decoder.isStream()).isTrue();
  }

  @Test
  void documentsNeedNoLineBetweenThem() {
    assertThat(frames("{\"a\":1}{\"b\":2} {}")).containsExactly("{\"a\":1}", "{\"b\":2}", "{}");
  }

  @Test
  void otherLinesBetweenDocumentsAreFramesOfTheirOwn() {
    assertThat(frames("{}\nnull\nnot json\n{}\n"))
        .containsExactly("{}", "null\n", "not json\n", "{}");
  }

  @Test
  void aJsonBodyThatWasCutIsNotTerminated() {
    assertThat(frames("{\"a\": \"b")).containsExactly("{\"a\": \"b (cut)");
    assertThat(decoder.isStream()).isFalse();
  }

  @Test
  void bracketsThatDoNotMatchEndSomewhere() {
    assertThat(frames("[}]}")).containsExactly("[}", "]", "}");
  }

  @Test
  void aPageIsNotRecognized() {
    assertThat(frames("<html>\n<body>502 Bad Gateway</body>\n</html>\n")).isEmpty();
    assertThat(decoder.isRecognized()).isFalse();
  }

  @Test
  void commentsAndEmptyEventsAreRecognized() {
    for (String body : new String[] {": ping\n\n", "event: ping\n\n", "id: 1\n", "retry: 3\n"}) {
      BodyDecoder pings = new BodyDecoder(1000);
      assertThat(decode(pings, body).seen()).isEmpty();
      assertThat(pings.isRecognized()).isTrue();
    }
  }

  @Test
  void nothingIsNothing() {
    assertThat(frames("")).isEmpty();
    assertThat(frames(" \n\n")).isEmpty();
    assertThat(decoder.isStream()).isFalse();
    assertThat(decoder.isRecognized()).isTrue();
  }

  @Test
  void whatNeverEndsFails() {
    for (String start : new String[] {" ", "{", "data: x", "data: x\n", "<"}) {
      assertThatThrownBy(() -> decode(new BodyDecoder(1000), start.repeat(1001)))
          .isInstanceOf(FrameTooLongException.class);
    }
  }
}
