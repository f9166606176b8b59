package io.github.gatlingllm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.AnthropicMessages;
import io.github.gatlingllm.api.AzureOpenAi;
import io.github.gatlingllm.api.BedrockConverse;
import io.github.gatlingllm.api.BedrockInvoke;
import io.github.gatlingllm.api.Gemini;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.api.Ollama;
import io.github.gatlingllm.api.OpenAiChat;
import io.github.gatlingllm.api.OpenAiCompletions;
import io.github.gatlingllm.api.OpenAiResponses;
import io.github.gatlingllm.api.SageMakerInvoke;
import io.github.gatlingllm.api.TextGenerationInference;
import io.github.gatlingllm.api.Triton;
import io.github.gatlingllm.api.TritonInfer;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.stream.Replay.Ending;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Answers copied from providers' documentation, client libraries and recordings of their services,
 * cut into two at every position: always the same outcome, text, counts and signals, which stand
 * here as read from the files by eye. Where each is from: src/test/resources/apis/README.md.
 */
class ProviderExamplesSplitTest {

  private static final int NO = Usage.UNKNOWN;
  private static final String H = "http://replay.test";
  private static final LlmApi AZURE = new AzureOpenAi(H, "d", AzureOpenAi.DEFAULT_VERSION);
  private static final LlmApi ANTHROPIC = new AnthropicMessages(H);
  private static final LlmApi CONVERSE = new BedrockConverse(H);
  private static final LlmApi INVOKE = new BedrockInvoke(H, BedrockInvoke.Family.ANTHROPIC);
  private static final LlmApi LLAMA = new BedrockInvoke(H, BedrockInvoke.Family.LLAMA);
  private static final LlmApi CHAT = sageMaker(SageMakerInvoke.RequestFormat.OPENAI);
  private static final LlmApi INPUTS = sageMaker(SageMakerInvoke.RequestFormat.INPUTS);

  /**
   * An answer, and what it is expected to be.
   *
   * @param text the text, or what it starts with and ends with around an ellipsis
   */
  private record Example(
      String file, LlmApi api, String outcome, String reason, String text, int events, Usage used) {

    static Example ok(String file, LlmApi api, String reason, String text, int events, Usage used) {
      return new Example(file, api, "ok", reason, text, events, used);
    }
  }

  private static final List<Example> EXAMPLES =
      List.of(
          Example.ok("apis/openai-chat.sse", new OpenAiChat(H), "stop", "Hello", 1, Usage.NONE),
          Example.ok(
              "apis/openai-chat-whole.json",
              new OpenAiChat(H),
              "stop",
              "Hello! How can I assist you today?",
              1,
              used(19, 10, 0, 0)),
          Example.ok(
              "apis/openai-completions.sse", new OpenAiCompletions(H), "", "This", 1, Usage.NONE),
          Example.ok(
              "apis/openai-completions-whole.json",
              new OpenAiCompletions(H),
              "length",
              "\n\nThis is indeed a test",
              1,
              used(5, 7, NO, NO)),
          Example.ok(
              "apis/responses-story-whole.json",
              new OpenAiResponses(H),
              "completed",
              "In a peaceful grove…sparkled like stardust.",
              1,
              used(36, 87, 0, 0)),
          Example.ok(
              "apis/azure-asynchronous-filter.sse", AZURE, "stop", "Color is a", 3, Usage.NONE),
          new Example(
              "apis/azure-blocked.sse",
              AZURE,
              "content_filter",
              "content_filter",
              "Hey Jude, better",
              4,
              Usage.NONE),
          Example.ok(
              "apis/azure-whole.json",
              AZURE,
              "stop",
              "Ahoy matey!…at yer back!",
              1,
              used(33, 557, NO, NO)),
          Example.ok(
              "apis/anthropic-basic.sse", ANTHROPIC, "end_turn", "Hello there!", 3, used(11, 6)),
          new Example(
              "apis/anthropic-refusal.sse",
              ANTHROPIC,
              "content_filter",
              "refusal",
              "",
              0,
              used(20, 0)),
          Example.ok(
              "bedrock/invoke-anthropic-whole.json",
              ANTHROPIC,
              "max_tokens",
              "Okay, I said \"This is a test\"",
              1,
              used(14, 10)),
          Example.ok(
              "apis/gemini-recorded.sse",
              new Gemini(H),
              "STOP",
              "To find the sum…prime numbers is 5117.",
              19,
              used(51, 745 + 1234, 1234, NO)),
          Example.ok(
              "apis/gemini-recorded-whole.json",
              new Gemini(H),
              "STOP",
              "Paris",
              1,
              used(11, 35, 34, NO)),
          Example.ok(
              "apis/ollama-generate-whole.json",
              Ollama.generate(H),
              "stop",
              "The sky is blue because it is the color of the sky.",
              1,
              used(26, 290)),
          Example.ok(
              "apis/tgi-bloom-whole.json",
              new TextGenerationInference(H),
              "length",
              " le faire fondre à la casserole avec",
              1,
              used(NO, 10)),
          Example.ok(
              "apis/tgi-recorded.sse",
              new TextGenerationInference(H),
              "length",
              " ",
              1,
              used(NO, 1)),
          Example.ok(
              "apis/triton-haiku.sse",
              new Triton(H),
              "",
              "If I had to write a haiku…\\nMerlion spouts water.\\nMarina",
              1,
              Usage.NONE),
          Example.ok(
              "apis/kserve-infer-whole.json",
              new TritonInfer(H),
              "",
              "Where is Eiffel Tower?…one of the tallest in Europe.",
              1,
              Usage.NONE),
          Example.ok("sagemaker/chat.jsonl", CHAT, "length", " Oh assist", 2, Usage.NONE),
          Example.ok(
              "sagemaker/chat-whole.json",
              CHAT,
              "length",
              "Hello! I'm here…involves the use",
              1,
              used(33, 30)),
          Example.ok(
              "sagemaker/inputs.jsonl",
              INPUTS,
              "length",
              "Deep  Learning is field.",
              4,
              used(NO, 100)),
          Example.ok("sagemaker/inputs-tgi.sse", INPUTS, "length", " field.", 1, used(NO, 100)),
          Example.ok(
              "sagemaker/inputs-whole.json",
              INPUTS,
              "", // Documented as "finish reason", which is no finish_reason.
              "Deep Learning is a really cool field",
              1,
              used(NO, 8)),
          new Example(
              "sagemaker/inputs-error.jsonl", INPUTS, "stream_error", "error", "", 0, Usage.NONE),
          Example.ok(
              "bedrock/converse-recorded.bin",
              CONVERSE,
              "max_tokens",
              "I am here and ready to assist",
              1,
              used(8, 10)),
          Example.ok(
              "bedrock/converse-tools-recorded.bin",
              CONVERSE,
              "tool_use",
              "<thinking> The User has asked…once for each city.</thinking>\n",
              57 + 2 + 2, // Texts, and of each tool its name and its input.
              used(415, 202)),
          Example.ok(
              "bedrock/converse-whole.json",
              CONVERSE,
              "max_tokens",
              "Hi, how can I help you",
              1,
              used(8, 10)),
          Example.ok(
              "bedrock/invoke-anthropic-recorded.bin",
              INVOKE,
              "max_tokens",
              "Okay, I will repeat: This is a test",
              10,
              used(14, 10)),
          Example.ok(
              "bedrock/invoke-anthropic-whole.json",
              INVOKE,
              "max_tokens",
              "Okay, I said \"This is a test\"",
              1,
              used(14, 10)),
          Example.ok(
              "bedrock/invoke-llama-recorded.bin",
              LLAMA,
              "length",
              "  What is the conversion formula?…(212 - 32) × 5/9\n",
              100,
              used(17, 100)),
          Example.ok(
              "bedrock/invoke-llama-whole.json",
              LLAMA,
              "length",
              " post. This is a test post. This is",
              1,
              used(5, 10)));

  private static Usage used(int input, int output) {
    return used(input, output, NO, NO);
  }

  private static Usage used(int input, int output, int reasoning, int cached) {
    return new Usage(input, output, reasoning, cached);
  }

  private static LlmApi sageMaker(SageMakerInvoke.RequestFormat format) {
    return new SageMakerInvoke(H, format, SageMakerInvoke.Target.ANY);
  }

  @TestFactory
  Stream<DynamicTest> everyExampleIsReadAlikeHoweverItIsCut() {
    return EXAMPLES.stream()
        .map(example -> DynamicTest.dynamicTest(example.file(), () -> check(example)));
  }

  private static void check(Example example) {
    byte[] response = ProviderExamples.response(example.file());
    StreamResult whole = Replay.of(example.api(), response, Ending.CLOSED).result();

    assertThat(whole.outcome().kind()).isEqualTo(example.outcome());
    assertThat(whole.finishReason()).isEqualTo(example.reason());
    String[] ends = example.text().split("…", -1);
    assertThat(whole.text()).startsWith(ends[0]).endsWith(ends[ends.length - 1]);
    assertThat(ends.length > 1 || whole.text().equals(ends[0])).as(whole.text()).isTrue();
    assertThat(whole.timeline().size()).isEqualTo(example.events());
    assertThat(whole.usage()).isEqualTo(example.used());
    // One line of JSON alone could be either, and counts as a document.
    boolean oneDocument = example.file().matches(".*(-whole.json|-error.jsonl)");
    assertThat(whole.streamed()).isEqualTo(!oneDocument);

    List<Object> expected = Replay.of(example.api(), response, Ending.CLOSED).withoutTimes();
    IntStream.range(1, response.length)
        .parallel()
        .forEach(
            cut ->
                assertThat(Replay.of(example.api(), response, Ending.CLOSED, cut).withoutTimes())
                    .as("cut %d", cut)
                    .isEqualTo(expected));
  }
}
