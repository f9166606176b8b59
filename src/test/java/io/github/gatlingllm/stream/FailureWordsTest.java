package io.github.gatlingllm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.OpenAiChat;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The several words by which servers say, inside a success, that there is none. */
class FailureWordsTest {

  private static final String TOKEN = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}]}";

  private static StreamResult answer(String... events) {
    StreamExchange exchange =
        new StreamExchange(
            new OpenAiChat("http://h/v1"), StreamLimits.DEFAULT, UnaryOperator.identity(), 0, 0);
    exchange.written(1);
    exchange.headers(2, 200, "");
    for (int i = 0; i < events.length; i++) {
      byte[] bytes = ("data: " + events[i] + "\n\n").getBytes(StandardCharsets.UTF_8);
      exchange.body(3 + i, Unpooled.wrappedBuffer(bytes));
    }
    return exchange.bodyEnded(100);
  }

  private static String finish(String reason) {
    return "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "abort", "Aborted", "cancelled", "canceled"})
  void aFinishReasonThatIsAFailureIsAStreamErrorAndKeepsWhatCame(String reason) {
    StreamResult result = answer(TOKEN, TOKEN, finish(reason), "[DONE]");

    assertThat(result.outcome())
        .isEqualTo(
            new StreamOutcome.StreamError(
                reason, "the server ended the answer with finish reason '" + reason + "'"));
    assertThat(result.timeline().size()).isEqualTo(2);
    assertThat(result.finishReason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "length", "tool_calls", "eos_token", "max_tokens", "error_free"})
  void otherFinishReasonsAreKeptAsTheyAre(String reason) {
    StreamResult result = answer(TOKEN, finish(reason), "[DONE]");

    assertThat(result.outcome()).isEqualTo(new StreamOutcome.Ok());
    assertThat(result.finishReason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"detail\":\"no such model\"} | no such model",
        "{\"code\":500,\"message\":\"boom\"} | boom",
        "{\"type\":\"error\",\"message\":\"boom\"} | boom",
        "{\"object\":\"error\",\"message\":\"boom\"} | boom",
      })
  void anErrorWithoutAFieldOfThatNameIsAnErrorBeforeTokensAndAfter(String event, String message) {
    assertThat(answer(event).outcome().kind()).isEqualTo("stream_error");
    assertThat(answer(event).outcome().message()).isEqualTo(message);
    assertThat(answer(TOKEN, event, finish("stop")).outcome().kind()).isEqualTo("stream_error");
  }

  @Test
  void aMessageBesideChoicesIsNoError() {
    String told = TOKEN.replace("{\"choices\"", "{\"message\":\"note\",\"choices\"");
    assertThat(answer(told, finish("stop")).outcome()).isEqualTo(new StreamOutcome.Ok());
    assertThat(answer("{\"message\":{\"role\":\"x\"}}", TOKEN, finish("stop")).outcome())
        .isEqualTo(new StreamOutcome.Ok());
  }

  @Test
  void whatARetryAfterSaysIsBounded() {
    StreamExchange exchange =
        new StreamExchange(
            new OpenAiChat("http://h/v1"),
            StreamLimits.DEFAULT,
            text -> text.replace("secret", "***"),
            0,
            0);
    exchange.written(1);
    exchange.headers(2, 429, "secret" + "9".repeat(1000));

    assertThat(exchange.bodyEnded(3).outcome())
        .isInstanceOfSatisfying(
            StreamOutcome.HttpError.class,
            error -> assertThat(error.retryAfter()).startsWith("***9").hasSize(129));
  }
}
