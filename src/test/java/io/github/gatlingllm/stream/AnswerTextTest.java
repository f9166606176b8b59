package io.github.gatlingllm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.OpenAiChat;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AnswerTextTest {

  private static StreamResult answer(int maxTextChars, String... pieces) {
    StreamLimits limits = StreamLimits.DEFAULT.withTextChars(maxTextChars);
    StreamExchange exchange =
        new StreamExchange(
            new OpenAiChat("http://localhost/v1"), limits, UnaryOperator.identity(), 0, 0);
    exchange.written(1);
    exchange.headers(2, 200, "");
    long nanos = 3;
    for (String piece : pieces) {
      String event = "data: {\"choices\":[{\"delta\":{%s}}]}\n\n".formatted(piece);
      exchange.body(nanos++, Unpooled.wrappedBuffer(event.getBytes(StandardCharsets.UTF_8)));
    }
    return exchange.bodyEnded(nanos);
  }

  private static String content(String text) {
    return "\"content\":\"" + text + "\"";
  }

  @Test
  void textUpToTheBoundIsKept() {
    StreamResult result = answer(4, content("ab"), content("cd"));
    assertThat(result.text()).isEqualTo("abcd");
    assertThat(result.textTruncated()).isFalse();
    assertThat(answer(4, content("ab"), content("cd"), content("e")).text()).isEqualTo("abcd");
    assertThat(answer(4, content("ab"), content("cd"), content("e")).textTruncated()).isTrue();
  }

  @Test
  void nothingFollowsWhatWasLeftOut() {
    StreamResult result = answer(4, content("abc"), content("\ud83d\ude00"), content("d"));
    assertThat(result.text()).isEqualTo("abc");
    assertThat(result.textTruncated()).isTrue();
  }

  /** Without text all else is the same: what was held back, what is visible, and when. */
  @Test
  void textThatNobodyWantsChangesNothingElse() {
    String[] pieces = {
      "\"reasoning\":\"hm\"",
      content(" "),
      content("<thi"),
      content("nk>a"),
      content("b</th"),
      content("ink>"),
      content("c"),
      content("d")
    };
    StreamResult wanted = answer(100, pieces);
    StreamResult unwanted = answer(0, pieces);

    assertThat(wanted.text()).isEqualTo("cd");
    assertThat(unwanted.text()).isEmpty();
    assertThat(unwanted.textTruncated()).isTrue();
    assertThat(unwanted.timeline().size()).isEqualTo(pieces.length);
    assertThat(unwanted.timeline()).usingRecursiveComparison().isEqualTo(wanted.timeline());
    assertThat(unwanted.timeline().firstVisible()).isEqualTo(6);
  }

  @Test
  void reasoningIsNoTextThatIsLeftOut() {
    StreamResult result = answer(0, "\"reasoning_content\":\"hm\"");
    assertThat(result.textTruncated()).isFalse();
    assertThat(result.timeline().firstVisible()).isEqualTo(-1);
  }
}
