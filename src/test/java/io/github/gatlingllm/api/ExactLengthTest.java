package io.github.gatlingllm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactLengthTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.openai.com/v1",
        "https://API.OpenAI.com",
        "https://mine.openai.azure.com/openai/v1?api-version=1",
        "https://api.mistral.ai/v1",
      })
  void hostedEndpointsDoNotTakeIt(String baseUrl) {
    assertThat(ExactLength.isUnknownTo(baseUrl)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8000/v1",
        "http://vllm:8000/v1/api.openai.com",
        "https://notapi.openai.com.example/v1",
      })
  void othersMay(String baseUrl) {
    assertThat(ExactLength.isUnknownTo(baseUrl)).isFalse();
  }

  @Test
  void theBodyAsksForExactlyTheTarget() {
    assertThat(ExactLength.body(37)).isEqualTo(Map.of("ignore_eos", true, "min_tokens", 37));
  }
}
