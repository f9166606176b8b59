package io.github.gatlingllm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.api.SageMakerInvoke.RequestFormat;
import io.github.gatlingllm.api.SageMakerInvoke.Target;
import io.github.gatlingllm.framing.BodyDecoder;
import io.github.gatlingllm.framing.FrameSink;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsApisTest {

  private static final String URL = "http://aws.test/";
  private static final SageMakerInvoke OPENAI =
      new SageMakerInvoke(URL, RequestFormat.OPENAI, Target.ANY);
  private static final SageMakerInvoke INPUTS =
      new SageMakerInvoke(URL, RequestFormat.INPUTS, new Target("ic", "blue", "m.tar.gz"));

  private static LlmRequest request(String model, boolean streaming, Map<String, Object> extra) {
    List<Message> messages = List.of(new Message("system", "Be brief."), new Message("user", "Hi"));
    return new LlmRequest(model, messages, OptionalInt.of(7), streaming, true, extra);
  }

  private static String body(LlmApi api, LlmRequest request) {
    return new String(api.encode(request).body(), StandardCharsets.UTF_8);
  }

  private static Signals read(LlmApi api, String body) {
    Signals signals = new Signals();
    FrameSink reader = api.newReader(signals);
    BodyDecoder decoder = new BodyDecoder(1 << 20);
    decoder.decode(Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)), reader);
    decoder.end(reader);
    return signals;
  }

  @Test
  void sageMakerTakesMessagesWithoutAModel() {
    LlmRequest request = request("ep", true, Map.of("temperature", 0.5));
    assertThat(body(OPENAI, request))
        .isEqualTo(
            "{\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true,"
                + "\"stream_options\":{\"include_usage\":true},\"max_tokens\":7,"
                + "\"temperature\":0.5}");
    assertThat(OPENAI.encode(request).url())
        .isEqualTo("http://aws.test/endpoints/ep/invocations-response-stream");
    assertThat(OPENAI.encode(request("ep", false, Map.of())).url())
        .isEqualTo("http://aws.test/endpoints/ep/invocations");
  }

  @Test
  void sageMakerTakesInputsAndParameters() {
    assertThat(body(INPUTS, request("ep", true, Map.of("top_k", 3))))
        .isEqualTo(
            "{\"inputs\":\"Be brief.\\n\\nHi\",\"parameters\":{\"top_k\":3,"
                + "\"max_new_tokens\":7,\"stream\":true},\"stream\":true}");
    assertThat(body(INPUTS, request("ep", false, Map.of())))
        .isEqualTo("{\"inputs\":\"Be brief.\\n\\nHi\",\"parameters\":{\"max_new_tokens\":7}}");
    assertThat(INPUTS.encode(request("ep", true, Map.of())).headers())
        .contains(
            new HttpCall.Header("X-Amzn-SageMaker-Inference-Component", "ic"),
            new HttpCall.Header("X-Amzn-SageMaker-Target-Variant", "blue"),
            new HttpCall.Header("X-Amzn-SageMaker-Target-Model", "m.tar.gz"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"inputs", "parameters", "stream"})
  void whatTheRequestDecidesIsTakenFromNowhereElse(String key) {
    LlmRequest request = request("ep", true, Map.of(key, "x"));
    assertThatThrownBy(() -> INPUTS.encode(request)).hasMessageContaining("'" + key + "'");
  }

  @Test
  void answersOfTextGenerationAreReadWhicheverFormatWasSent() {
    String lines =
        "{\"token\":{\"id\":1,\"text\":\"Hel\"}}\n{\"token\":{\"id\":2,\"text\":\"lo\"}}\n"
            + "{\"token\":{\"id\":3,\"text\":\"</s>\",\"special_token\":true},"
            + "\"generated_text\":\"Hello\","
            + "\"details\":{\"finish_reason\":\"eos_token\",\"generated_tokens\":3}}\n";
    assertThat(read(OPENAI, lines).seen()).startsWith("CONTENT Hel", "CONTENT lo");
    assertThat(read(OPENAI, lines).seen()).doesNotContain("CONTENT Hello", "CONTENT </s>");
    assertThat(read(OPENAI, lines).usage().outputTokens()).isEqualTo(3);
    assertThat(read(INPUTS, "[{\"generated_text\":\"Hello\"}]").seen()).contains("CONTENT Hello");
    assertThat(read(INPUTS, "{\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n").seen())
        .contains("CONTENT Hi");
  }

  @Test
  void errorsHaveTheModelsWordsAndStatus() {
    assertThat(
            OPENAI.errorMessage(
                "{\"ErrorCode\":\"CLIENT_ERROR_FROM_MODEL\",\"Message\":\"Received client error\","
                    + "\"OriginalMessage\":\"too long\",\"OriginalStatusCode\":400}"))
        .isEqualTo(
            "Received client error: too long (original status 400) (CLIENT_ERROR_FROM_MODEL)");
    assertThat(OPENAI.errorMessage("<html>")).isEqualTo("<html>");
  }

  @Test
  void converseHasItsOwnShapeAndANameIsEncoded() {
    BedrockConverse api = new BedrockConverse(URL);
    LlmRequest request =
        request(
            "anthropic.claude-v2:1", true, Map.of("inferenceConfig", Map.of("temperature", 0.5)));
    assertThat(api.encode(request).url())
        .isEqualTo("http://aws.test/model/anthropic.claude-v2%3A1/converse-stream");
    assertThat(body(api, request))
        .isEqualTo(
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}],"
                + "\"system\":[{\"text\":\"Be brief.\"}],"
                + "\"inferenceConfig\":{\"maxTokens\":7,\"temperature\":0.5}}");
    assertThat(api.encode(request("arn:aws:bedrock:us-east-1:1:x/y", false, Map.of())).url())
        .isEqualTo("http://aws.test/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ax%2Fy/converse");
  }

  @Test
  void converseAnswersInOneDocument() {
    Signals signals =
        read(
            new BedrockConverse(URL),
            "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"Hi\"}]}},"
                + "\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":30,\"outputTokens\":2},"
                + "\"metrics\":{\"latencyMs\":1275}}");
    assertThat(signals.seen()).contains("CONTENT Hi");
    assertThat(signals.usage()).isEqualTo(new Usage(30, 2, -1, -1));
  }

  @Test
  void invokedModelsGetTheirFamilysBody() {
    assertThat(
            body(
                new BedrockInvoke(URL, BedrockInvoke.Family.ANTHROPIC),
                request("m", true, Map.of())))
        .isEqualTo(
            "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":7,"
                + "\"system\":\"Be brief.\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    assertThat(
            body(new BedrockInvoke(URL, BedrockInvoke.Family.LLAMA), request("m", true, Map.of())))
        .isEqualTo(
            "{\"prompt\":\"<|begin_of_text|><|start_header_id|>system<|end_header_id|>\\n\\n"
                + "Be brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\\n\\nHi<|eot_id|>"
                + "<|start_header_id|>assistant<|end_header_id|>\\n\\n\",\"max_gen_len\":7}");
  }
}
