package io.github.gatlingllm.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Request bodies as providers document or record them, made again from what they ask. Where each is
 * from: src/test/resources/apis/README.md.
 */
class ProviderRequestsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String H = "http://h";

  /**
   * A documented body.
   *
   * @param file its name
   * @param limit the limit on output tokens that it has, or 0
   * @param extra members that a user gives, by name
   * @param different members that are sent otherwise, as JSON, and mean the same
   */
  private record Body(
      String file,
      LlmApi api,
      List<Message> messages,
      int limit,
      boolean streaming,
      List<String> extra,
      String different) {}

  private static List<Message> user(String text) {
    return List.of(new Message("user", text));
  }

  private static LlmApi sageMaker(SageMakerInvoke.RequestFormat format) {
    return new SageMakerInvoke(H, format, SageMakerInvoke.Target.ANY);
  }

  private static final String ANSWER_WHOLE = "{\"stream\": false}";
  private static final List<String> NONE = List.of();
  private static final List<Body> BODIES =
      List.of(
          new Body(
              "openai-chat",
              new OpenAiChat(H),
              List.of(
                  new Message("developer", "You are a helpful assistant."),
                  new Message("user", "Hello!")),
              0,
              true,
              NONE,
              "{}"),
          new Body(
              "openai-completions",
              new OpenAiCompletions(H),
              user("Say this is a test"),
              7,
              true,
              List.of("temperature"),
              "{}"),
          new Body(
              "openai-responses",
              new OpenAiResponses(H),
              List.of(
                  new Message("system", "You are a helpful assistant."),
                  new Message("user", "Hello!")),
              0,
              true,
              NONE,
              "{}"),
          new Body(
              "azure-openai",
              new AzureOpenAi(H, "d", AzureOpenAi.DEFAULT_VERSION),
              List.of(
                  new Message("system", "you are a helpful assistant that talks like a pirate"),
                  new Message("user", "can you tell me how to care for a parrot?")),
              0,
              false,
              NONE,
              ANSWER_WHOLE),
          new Body(
              "anthropic",
              new AnthropicMessages(H),
              user("What is the greatest common divisor of 1071 and 462?"),
              20000,
              true,
              List.of("thinking"),
              "{}"),
          new Body(
              "gemini",
              new Gemini(H),
              user("What is the capital of France? One word."),
              0,
              true,
              List.of("generationConfig"),
              "{}"),
          new Body(
              "ollama-chat",
              Ollama.chat(H),
              user("why is the sky blue?"),
              0,
              true,
              NONE,
              "{\"stream\": true}"), // Which is its default.
          new Body(
              "ollama-generate",
              Ollama.generate(H),
              user("Why is the sky blue?"),
              0,
              false,
              NONE,
              "{}"),
          new Body(
              "tgi",
              new TextGenerationInference(H),
              user("What is Deep Learning?"),
              20,
              true,
              NONE,
              "{}"),
          new Body(
              "triton",
              new Triton(H),
              user("client input"),
              0,
              false,
              List.of("id", "parameters"),
              "{}"),
          new Body(
              "sagemaker-chat",
              sageMaker(SageMakerInvoke.RequestFormat.OPENAI),
              List.of(
                  new Message("system", "You are a helpful assistant."),
                  new Message("user", "What is deep learning?")),
              256,
              false,
              List.of("logprobs", "top_logprobs"),
              ANSWER_WHOLE),
          new Body(
              "sagemaker-inputs",
              sageMaker(SageMakerInvoke.RequestFormat.INPUTS),
              user("What is Deep Learning?"),
              256,
              true,
              List.of("do_sample", "details"),
              // As flotest sends it: older containers look for it among the parameters.
              "{\"parameters\": {\"do_sample\": true, \"max_new_tokens\": 256, \"details\": true,"
                  + " \"stream\": true}}"),
          new Body(
              "bedrock-converse",
              new BedrockConverse(H),
              user("Say this is a test"),
              10,
              true,
              List.of("inferenceConfig"),
              "{}"),
          new Body(
              "bedrock-converse-tools",
              new BedrockConverse(H),
              user("What is the weather in Seattle and San Francisco today?"),
              0,
              true,
              List.of("toolConfig"),
              "{}"),
          new Body(
              "bedrock-invoke-anthropic",
              new BedrockInvoke(H, BedrockInvoke.Family.ANTHROPIC),
              user("Say this is a test"),
              10,
              true,
              List.of("temperature", "top_p", "stop_sequences"),
              // A text is short for a list of one block of text.
              "{\"messages\": [{\"role\": \"user\", \"content\": \"Say this is a test\"}]}"),
          new Body(
              "bedrock-invoke-llama",
              new BedrockInvoke(H, BedrockInvoke.Family.LLAMA),
              user("Say this is a test"),
              10,
              false,
              List.of("temperature", "top_p"),
              // In Llama's template, which the recorded request leaves out.
              "{\"prompt\": \"<|begin_of_text|><|start_header_id|>user<|end_header_id|>\\n\\n"
                  + "Say this is a test<|eot_id|><|start_header_id|>assistant<|end_header_id|>"
                  + "\\n\\n\"}"));

  @TestFactory
  Stream<DynamicTest> aDocumentedRequestIsMadeAgain() {
    return BODIES.stream().map(body -> DynamicTest.dynamicTest(body.file(), () -> check(body)));
  }

  private static void check(Body body) throws Exception {
    ObjectNode documented = read(body.file());
    LlmRequest request =
        new LlmRequest(
            documented.path("model").asText("m"),
            body.messages(),
            body.limit() == 0 ? OptionalInt.empty() : OptionalInt.of(body.limit()),
            body.streaming(),
            false,
            extra(documented, body.extra()));

    documented.setAll((ObjectNode) JSON.readTree(body.different()));
    assertThat(JSON.readTree(body.api().encode(request).body())).isEqualTo(documented);
  }

  /** Members of the body, or of its parameters, but for what the request itself decides. */
  private static Map<String, Object> extra(ObjectNode documented, List<String> names) {
    Map<String, Object> extra = new LinkedHashMap<>();
    for (String name : names) {
      JsonNode parameter = documented.path("parameters").path(name);
      JsonNode value = parameter.isMissingNode() ? documented.get(name).deepCopy() : parameter;
      if (value instanceof ObjectNode options) {
        options.remove(List.of("maxTokens", "stream"));
      }
      extra.put(name, value);
    }
    return extra;
  }

  private static ObjectNode read(String file) throws Exception {
    try (InputStream in =
        ProviderRequestsTest.class.getResourceAsStream("/apis/requests/" + file + ".json")) {
      return (ObjectNode) JSON.readTree(in);
    }
  }
}
