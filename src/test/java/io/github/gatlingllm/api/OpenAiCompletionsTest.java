package io.github.gatlingllm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiCompletionsTest {

  private final OpenAiCompletions api = new OpenAiCompletions("http://h/v1/?key=k");

  private static LlmRequest request(boolean streaming, Map<String, Object> extra) {
    List<Message> messages = List.of(new Message("system", "Be brief."), new Message("user", "Hi"));
    return new LlmRequest("m", messages, OptionalInt.of(7), streaming, true, extra);
  }

  private String body(LlmRequest request) {
    return new String(api.encode(request).body(), StandardCharsets.UTF_8);
  }

  @Test
  void whatIsAskedIsOneText() {
    assertThat(body(request(true, Map.of("ignore_eos", true))))
        .isEqualTo(
            "{\"model\":\"m\",\"prompt\":\"Be brief.\\n\\nHi\",\"stream\":true,"
                + "\"stream_options\":{\"include_usage\":true},\"max_tokens\":7,"
                + "\"ignore_eos\":true}");
    assertThat(body(request(false, Map.of()))).doesNotContain("stream_options");
    assertThat(api.encode(request(true, Map.of())).url())
        .isEqualTo("http://h/v1/completions?key=k");
    assertThat(api.name()).isEqualTo("openai-completions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prompt", "messages", "model", "stream"})
  void whatTheRequestDecidesIsTakenFromNowhereElse(String key) {
    LlmRequest request = request(true, Map.of(key, "x"));
    assertThatThrownBy(() -> api.encode(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + key + "'");
  }

  @Test
  void errorsAreReadAsThoseOfChat() {
    assertThat(api.errorMessage("{\"error\":{\"message\":\"no\"}}")).contains("no");
  }
}
