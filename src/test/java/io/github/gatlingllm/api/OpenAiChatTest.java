package io.github.gatlingllm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.api.HttpCall.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiChatTest {

  private static final List<Message> MESSAGES =
      List.of(new Message("system", "Be brief."), new Message("user", "Hi"));

  private static LlmRequest request(boolean streaming, boolean usage, Map<String, Object> extra) {
    return new LlmRequest("m", MESSAGES, OptionalInt.of(7), streaming, usage, extra);
  }

  private static String body(String baseUrl, LlmRequest request) {
    return new String(new OpenAiChat(baseUrl).encode(request).body(), StandardCharsets.UTF_8);
  }

  @Test
  void aStreamAsksForItsUsage() {
    assertThat(body("http://h/v1", request(true, true, Map.of())))
        .isEqualTo(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true,"
                + "\"stream_options\":{\"include_usage\":true},\"max_tokens\":7}");
  }

  @Test
  void theUsageCanBeLeftOut() {
    assertThat(body("http://h/v1", request(true, false, Map.of())))
        .contains("\"stream\":true")
        .doesNotContain("stream_options");
  }

  @Test
  void anAnswerThatIsNotStreamedHasNoStreamOptions() {
    assertThat(body("http://h/v1", request(false, true, Map.of())))
        .contains("\"stream\":false")
        .doesNotContain("stream_options");
  }

  @Test
  void openAiItselfHasAnotherNameForTheLimit() {
    assertThat(body("https://API.openai.com/v1", request(true, true, Map.of())))
        .contains("\"max_completion_tokens\":7")
        .doesNotContain("\"max_tokens\"");
  }

  @Test
  void withoutLimitThereIsNone() {
    LlmRequest request = new LlmRequest("m", List.of(), OptionalInt.empty(), true, true, Map.of());
    assertThat(body("http://h/v1", request)).doesNotContain("max_").contains("\"messages\":[]");
  }

  @Test
  void partsAndFurtherMembersOfAMessageAreSentAsTheyAre() {
    List<Message> messages =
        List.of(
            new Message(
                "user",
                List.of(
                    new ContentPart.Text("What is \"this\"?"),
                    new ContentPart.Image("https://example.com/a.png", "low"),
                    new ContentPart.Image("data:image/png;base64,AA==", ""),
                    new ContentPart.Raw(Map.of("type", "input_audio"))),
                Map.of()),
            new Message("assistant", List.of(), Map.of("tool_calls", List.of(Map.of("id", "c1")))),
            new Message("tool", List.of(new ContentPart.Text("42")), Map.of("tool_call_id", "c1")));
    LlmRequest request = new LlmRequest("m", messages, OptionalInt.empty(), false, true, Map.of());

    assertThat(body("http://h/v1", request))
        .contains(
            "\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"What is \\\"this\\\"?\"},"
                + "{\"type\":\"image_url\",\"image_url\":"
                + "{\"url\":\"https://example.com/a.png\",\"detail\":\"low\"}},"
                + "{\"type\":\"image_url\",\"image_url\":"
                + "{\"url\":\"data:image/png;base64,AA==\"}},"
                + "{\"type\":\"input_audio\"}]},"
                + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\"}]},"
                + "{\"role\":\"tool\",\"content\":\"42\",\"tool_call_id\":\"c1\"}]");
  }

  @Test
  void extraKeysAreAdded() {
    assertThat(body("http://h/v1", request(true, true, Map.of("ignore_eos", true))))
        .endsWith(",\"ignore_eos\":true}");
    assertThat(
            body(
                "http://h/v1",
                request(
                    true, true, Map.of("stream_options", Map.of("continuous_usage_stats", true)))))
        .contains("\"stream_options\":{\"include_usage\":true,\"continuous_usage_stats\":true}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages", "model", "stream"})
  void whatTheRequestDecidesIsNoExtraKey(String key) {
    assertThatThrownBy(() -> body("http://h/v1", request(true, true, Map.of(key, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + key + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/v1,http://h/v1/chat/completions",
    "http://h/v1//,http://h/v1/chat/completions",
    "http://h,http://h/chat/completions",
    "https://h:8443/a?api-version=1/,https://h:8443/a/chat/completions?api-version=1/",
  })
  void theUrlIsBuiltFromItsBase(String base, String url) {
    assertThat(new OpenAiChat(base).encode(request(true, true, Map.of())).url()).isEqualTo(url);
  }

  @Test
  void aUrlThatIsNoneIsRefusedWithoutItsPassword() {
    assertThatThrownBy(() -> new OpenAiChat("http://user:secret@h/v1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> new OpenAiChat("ftp://h"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void headersSayWhatIsAwaited() {
    assertThat(new OpenAiChat("http://h").encode(request(true, true, Map.of())).headers())
        .containsExactly(
            new Header("content-type", "application/json"),
            new Header("accept", "text/event-stream"));
    assertThat(new OpenAiChat("http://h").encode(request(false, true, Map.of())).headers())
        .contains(new Header("accept", "application/json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"message\":\"down\",\"code\":1}} | down",
        "{\"error\":\"down\"} | down",
        "{\"message\":\"down\",\"object\":\"error\"} | down",
        "{\"detail\":\"Not Found\"} | Not Found",
        "[{\"error\":{\"message\":\"down\"}}] | down",
        "{\"error\":{\"code\":7}} | {\"error\":{\"code\":7}}",
        "{\"error\":{\"mess | {\"error\":{\"mess",
        "<html>502</html> | <html>502</html>",
        "data: {\"error\":{\"message\":\"down\"}} | down",
        "'' | ''",
      })
  void theMessageOfAnErrorBody(String body, String message) {
    assertThat(new OpenAiChat("http://h").errorMessage(body)).isEqualTo(message);
  }

  @Test
  void theMessageOfAnErrorInAnEventStream() {
    assertThat(
            new OpenAiChat("http://h")
                .errorMessage("event: error\ndata: {\"error\":{\"message\":\"down\"}}\n\n"))
        .isEqualTo("down");
  }
}
