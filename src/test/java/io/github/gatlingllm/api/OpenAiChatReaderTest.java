package io.github.gatlingllm.api;

import static io.github.gatlingllm.api.Signals.ofBody;
import static io.github.gatlingllm.api.Signals.ofEvents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiChatReaderTest {

  private static String delta(String delta) {
    return "{\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}";
  }

  private static String content(int index, String text) {
    return "{\"choices\":[{\"index\":%d,\"delta\":{\"content\":\"%s\"}}]}".formatted(index, text);
  }

  private static String finish(int index, String reason) {
    return "{\"choices\":[{\"index\":%d,\"delta\":{},\"finish_reason\":%s}]}"
        .formatted(index, reason);
  }

  private static List<String> seen(String... events) {
    return ofEvents(events).seen();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "1",
        "\"text\"",
        "[]",
        "{}",
        "",
        "{\"choices\":[]}",
        "{\"choices\":null}",
        "{\"choices\":{}}",
        "{\"choices\":[null, 3, []]}",
        "{\"choices\":[{}]}",
        "{\"choices\":[{\"delta\":null}]}",
        "{\"choices\":[{\"delta\":{}}]}",
        "{\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}",
        "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]}",
        "{\"choices\":[{\"delta\":{\"content\":\"\",\"reasoning\":\"\",\"refusal\":null}}]}",
        "{\"choices\":[{\"delta\":{\"content\":7,\"tool_calls\":null,\"audio\":null}}]}",
        "{\"choices\":[{\"delta\":{},\"logprobs\":{\"content\":[{\"token\":\"x\"}]}}]}",
        "{\"choices\":[{\"delta\":{},\"finish_reason\":null}]}",
        "{\"choices\":[{\"delta\":{},\"finish_reason\":\"\"}]}",
        "{\"choices\":[{\"delta\":{},\"finish_reason\":false}]}",
        "{\"choices\":[{\"delta\":{},\"finish_reason\":\"null\"}]}",
        "{\"choices\":[],\"prompt_progress\":{\"total\":9,\"processed\":3}}",
        "{\"choices\":[],\"error\":null}",
        "{\"choices\":[],\"error\":\"\"}",
        "{\"choices\":[],\"error\":{}}",
        "{\"choices\":[],\"error\":false}",
        "{\"choices\":[],\"usage\":null}",
        "{\"anything\":{\"else\":[1,2,{\"of\":\"any kind\"}]}}",
      })
  void eventsThatSayNothing(String data) {
    assertThat(seen(data)).isEmpty();
  }

  @Test
  void contentComesAsItIs() {
    assertThat(seen(content(0, "Hi"), content(0, " there"), finish(0, "\"stop\""), "[DONE]"))
        .containsExactly("CONTENT Hi", "CONTENT  there", "finish stop", "end");
  }

  @Test
  void theEndMarkMayHaveSpaceAroundIt() {
    assertThat(ofBody("data:[DONE]\n\n").seen()).containsExactly("end");
    assertThat(ofBody("data:  [DONE] \n\n").seen()).containsExactly("end");
  }

  @Test
  void contentInParts() {
    assertThat(
            seen(
                delta(
                    "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"text\":\"hm\"}]},"
                        + "{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]}")))
        .containsExactly("REASONING hm", "CONTENT a", "CONTENT b");
  }

  @Test
  void reasoningUnderEitherNameCountsOnce() {
    assertThat(seen(delta("{\"reasoning_content\":\"a\"}"))).containsExactly("REASONING a");
    assertThat(seen(delta("{\"reasoning\":\"a\"}"))).containsExactly("REASONING a");
    assertThat(seen(delta("{\"reasoning\":\"a\",\"reasoning_content\":\"a\"}")))
        .containsExactly("REASONING a");
    assertThat(seen(delta("{\"reasoning\":\"a\",\"reasoning_content\":\"\"}")))
        .containsExactly("REASONING a");
  }

  @Test
  void toolCallsInPiecesAndInParallel() {
    assertThat(
            seen(
                delta(
                    "{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}"),
                delta(
                    "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"x\\\"\"}},"
                        + "{\"index\":1,\"function\":{\"name\":\"g\"}}]}"),
                delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":{\"x\":1}}}]}"),
                delta("{\"function_call\":{\"name\":\"h\",\"arguments\":\"{}\"}}"),
                finish(0, "\"tool_calls\"")))
        .containsExactly(
            "TOOL_CALL f",
            "TOOL_CALL {\"x\"",
            "TOOL_CALL g",
            "TOOL_CALL {\"x\":1}",
            "TOOL_CALL h",
            "TOOL_CALL {}",
            "finish tool_calls");
  }

  @Test
  void refusalAndAudio() {
    assertThat(
            seen(
                delta("{\"refusal\":\"no\"}"),
                delta("{\"audio\":{\"id\":\"x\",\"transcript\":\"la\"}}"),
                delta("{\"audio\":{\"data\":\"AAAA\"}}")))
        .containsExactly("REFUSAL no", "AUDIO la", "AUDIO AAAA");
  }

  @Test
  void thinkingInsideTheContentWithItsTagsSplit() {
    assertThat(
            seen(
                content(0, "<th"),
                content(0, "ink>hm</"),
                content(0, "think"),
                content(0, ">yes"),
                finish(0, "\"stop\"")))
        .containsExactly(
            "held",
            "REASONING <think>",
            "REASONING hm",
            "held",
            "held",
            "REASONING </think>",
            "CONTENT yes",
            "finish stop");
  }

  @Test
  void theWholeAnswerAsOneBody() {
    assertThat(
            ofBody(
                    """
                    {"choices": [{"index": 0, "finish_reason": "stop",
                      "message": {"role": "assistant", "content": "Hi", "reasoning_content": "hm"}}],
                     "usage": {"prompt_tokens": 3, "completion_tokens": 4}}
                    """)
                .seen())
        .containsExactly("REASONING hm", "CONTENT Hi", "finish stop", "usage 4");
  }

  @Test
  void theOlderEndpointsText() {
    assertThat(seen("{\"choices\":[{\"text\":\"Hi\",\"index\":0,\"finish_reason\":\"length\"}]}"))
        .containsExactly("CONTENT Hi", "finish length");
  }

  @ParameterizedTest
  @CsvSource({"'\"eos_token\"',eos_token", "17,17", "true,true", "'{\"a\":1}','{\"a\":1}'"})
  void finishReasonsAreKeptAsTheyAre(String json, String reason) {
    assertThat(seen(finish(0, json))).containsExactly("finish " + reason);
  }

  @Test
  void anAnswerOfSeveralChoicesIsFinishedWithTheLastOfThem() {
    assertThat(
            seen(
                content(0, "a"),
                content(1, "b"),
                finish(0, "\"stop\""),
                content(1, "c"),
                finish(1, "\"length\"")))
        .containsExactly("CONTENT a", "CONTENT b", "CONTENT c", "finish length");
  }

  @Test
  void aChoiceThatBeginsAfterTheLastOneEndedReopensTheAnswer() {
    assertThat(seen(content(0, "a"), finish(0, "\"stop\""), content(1, "b"), finish(1, "\"stop\"")))
        .containsExactly("CONTENT a", "finish stop", "resume", "CONTENT b", "finish stop");
  }

  @Test
  void choicesWithoutIndexAreToldApartByTheirPlace() {
    assertThat(
            seen(
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"},"
                    + "{\"delta\":{\"content\":\"b\"}}]}"))
        .containsExactly("CONTENT a", "finish stop", "resume", "CONTENT b");
  }

  @Test
  void oneFilteredChoiceIsSaidOfTheAnswer() {
    assertThat(
            seen(
                content(0, "a"),
                content(1, "b"),
                finish(0, "\"content_filter\""),
                finish(1, "\"stop\"")))
        .endsWith("finish content_filter");
  }

  @Test
  void thereIsABoundOnChoices() {
    String[] events = new String[4097];
    for (int i = 0; i < events.length; i++) {
      events[i] = content(i, "a");
    }
    assertThatThrownBy(() -> ofEvents(events))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage("the answer has more than 4096 choices");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"code\":503,\"message\":\"down\"}} | 503: down",
        "{\"error\":{\"type\":\"overloaded\",\"message\":\"down\",\"code\":null}} | overloaded: down",
        "{\"error\":{\"reason\":\"x\"}} | : {\"reason\":\"x\"}",
        "{\"error\":\"down\"} | : down",
        "{\"error\":true,\"message\":\"down\",\"code\":7} | 7: down",
        "{\"object\":\"error\",\"message\":\"down\",\"type\":\"BadRequest\"} | BadRequest: down",
        "[{\"error\":{\"code\":400,\"message\":\"down\"}}] | 400: down",
        "{\"choices\":[{\"error\":{\"code\":502,\"message\":\"down\"}}]} | 502: down",
        "{\"error\":{\"code\":502,\"message\":\"down\"},\"choices\":[{\"delta\":{}}]} | 502: down",
      })
  void errorsInsideTheAnswer(String data, String fault) {
    assertThat(seen(data)).containsExactly("fault " + fault);
  }

  @Test
  void anErrorEventIsAnErrorWhateverItHolds() {
    assertThat(ofBody("event: error\ndata: {\"error\":{\"message\":\"a\"}}\n\n").seen())
        .containsExactly("fault : a");
    assertThat(ofBody("event: error\ndata: {\"message\":\"a\",\"code\":5}\n\n").seen())
        .containsExactly("fault 5: a");
    assertThat(ofBody("event: error\ndata: \"a\"\n\n").seen()).containsExactly("fault : a");
    assertThat(ofBody("event: error\ndata: out of memory\n\n").seen())
        .containsExactly("fault : out of memory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{oops}", "{\"a\":NaN}", "{\"a\":1} x", "{\"a\":1}{\"b\":2}", "{\"a\":", "x"})
  void whatIsNoJsonIsMalformed(String data) {
    assertThatThrownBy(() -> ofEvents(data))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage("an event is not JSON: " + data);
  }

  @Test
  void jsonBeyondEveryMeasureIsMalformed() {
    for (String value :
        new String[] {"[".repeat(100_000) + "]".repeat(100_000), "1".repeat(5000)}) {
      assertThatThrownBy(() -> ofEvents("{\"a\":" + value + "}"))
          .isInstanceOf(MalformedFrameException.class)
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }
  }

  @Test
  void anEventCutByTheEndOfTheBodyCountsIfItIsWhole() {
    String event = "data: " + content(0, "a");
    assertThat(ofBody(event).seen()).containsExactly("CONTENT a");
    assertThat(ofBody(event.substring(0, event.length() - 1)).seen()).isEmpty();
  }
}
