package io.github.gatlingllm.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a request and its further keys both have a limit on output tokens. */
class OutputLimitTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String H = "http://h";

  static Stream<Arguments> apis() {
    return Stream.of(
        Arguments.of(new OpenAiChat(H), "max_tokens"),
        Arguments.of(new OpenAiCompletions(H), "max_tokens"),
        Arguments.of(new OpenAiResponses(H), "max_output_tokens"),
        Arguments.of(new AnthropicMessages(H), "max_tokens"),
        Arguments.of(new Gemini(H), "generationConfig.maxOutputTokens"),
        Arguments.of(Ollama.chat(H), "options.num_predict"),
        Arguments.of(Ollama.generate(H), "options.num_predict"),
        Arguments.of(new BedrockConverse(H), "inferenceConfig.maxTokens"),
        Arguments.of(new BedrockInvoke(H, BedrockInvoke.Family.ANTHROPIC), "max_tokens"),
        Arguments.of(new BedrockInvoke(H, BedrockInvoke.Family.LLAMA), "max_gen_len"),
        Arguments.of(new TextGenerationInference(H), "parameters.max_new_tokens"),
        Arguments.of(new Triton(H), "parameters.max_tokens"));
  }

  private static JsonNode body(LlmApi api, OptionalInt limit, Map<String, Object> extra)
      throws IOException {
    LlmRequest request =
        new LlmRequest("m", List.of(new Message("user", "Hi.")), limit, true, false, extra);
    return JSON.readTree(api.encode(request).body());
  }

  private static Map<String, Object> extra(String key, int limit) {
    String[] path = key.split("\\.", 2);
    return path.length == 1
        ? Map.of(path[0], limit)
        : Map.of(path[0], Map.of(path[1], limit, "other", 3));
  }

  @ParameterizedTest
  @MethodSource("apis")
  void theRequestsOwnHolds(LlmApi api, String key) throws IOException {
    JsonNode body = body(api, OptionalInt.of(7), extra(key, 900));

    assertThat(body.at("/" + key.replace('.', '/')).asInt()).isEqualTo(7);
    assertThat(body.toString()).doesNotContain("900");
    if (key.contains(".")) {
      assertThat(body.path(key.split("\\.")[0]).path("other").asInt()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @MethodSource("apis")
  void withoutOneTheOtherIsSent(LlmApi api, String key) throws IOException {
    JsonNode body = body(api, OptionalInt.empty(), extra(key, 900));

    assertThat(body.at("/" + key.replace('.', '/')).asInt()).isEqualTo(900);
  }

  @ParameterizedTest
  @MethodSource("apis")
  void whatItTakesThePlaceOfIsTold(LlmApi api, String key) {
    assertThat(api.outputLimitKeys()).contains(key, "max_tokens", "max_completion_tokens");
  }

  @ParameterizedTest
  @MethodSource("apis")
  void anotherNameOfItIsNotSentBesideIt(LlmApi api, String key) throws IOException {
    JsonNode body = body(api, OptionalInt.of(7), Map.of("max_completion_tokens", 900));

    assertThat(body.toString()).doesNotContain("900");
    assertThat(body.at("/" + key.replace('.', '/')).asInt()).isEqualTo(7);
  }
}
