package io.github.gatlingllm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.AnthropicMessages;
import io.github.gatlingllm.api.AzureOpenAi;
import io.github.gatlingllm.api.Gemini;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.api.Ollama;
import io.github.gatlingllm.api.OpenAiResponses;
import io.github.gatlingllm.api.TextGenerationInference;
import io.github.gatlingllm.api.Triton;
import io.github.gatlingllm.api.TritonInfer;
import io.github.gatlingllm.api.Usage;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What providers document of their answers, whole, cut into two at every position, and byte by
 * byte: always the same outcome, text, counts, times and signals, which stand here as read from the
 * files by eye. What each file is stands in its folder.
 */
class ApiSplitTest {

  private static final int NO = Usage.UNKNOWN;
  private static final String H = "http://replay.test";
  private static final LlmApi ANTHROPIC = new AnthropicMessages(H);
  private static final LlmApi RESPONSES = new OpenAiResponses(H);
  private static final LlmApi GEMINI = new Gemini(H);
  private static final LlmApi OLLAMA = Ollama.chat(H);
  private static final LlmApi TGI = new TextGenerationInference(H);
  private static final LlmApi TRITON = new Triton(H);

  /** What an answer is expected to be; the signals joined by a bar. */
  private record Expected(
      String file,
      LlmApi api,
      String outcome,
      String finishReason,
      String text,
      int events,
      Usage usage,
      Map<String, Long> timings) {}

  private static Expected of(
      String file, LlmApi api, String reason, String text, int events, Usage usage) {
    return new Expected(file, api, "ok", reason, text, events, usage, Map.of());
  }

  private static Usage usage(int input, int output, int reasoning, int cached) {
    return new Usage(input, output, reasoning, cached);
  }

  private static final String GCD = "The greatest common divisor of 1071 and 462 is **21**.";
  private static final String HELP = "Hi there! How can I assist you today?";
  private static final String AI =
      "AI analyzes massive amounts of **data** to find **patterns** and make **predictions**.";

  private static final List<Expected> EXPECTED =
      List.of(
          of(
              "anthropic-tool-use.sse",
              ANTHROPIC,
              "tool_use",
              "Okay, let's check the weather for San Francisco, CA:",
              13 + 1 + 8, // Words, the tool's name, and its arguments, of which the first is empty.
              usage(472, 89, NO, NO)),
          of("anthropic-thinking.sse", ANTHROPIC, "end_turn", GCD, 5, Usage.NONE),
          new Expected(
              "anthropic-overloaded.sse",
              ANTHROPIC,
              "stream_error overloaded_error: Overloaded",
              "",
              "Hello",
              1,
              usage(25, NO, NO, NO),
              Map.of()),
          of("responses.sse", RESPONSES, "completed", HELP, 10, usage(37, 11, 0, NO)),
          of("responses-whole.json", RESPONSES, "completed", HELP, 1, usage(37, 11, 0, NO)),
          of("responses-reasoning.sse", RESPONSES, "max_output_tokens", "", 6, usage(5, 9, 4, 2)),
          of("gemini.sse", GEMINI, "STOP", AI, 3, usage(8, 258, 240, NO)),
          of("gemini-whole.json", GEMINI, "STOP", AI, 1, usage(8, 258, 240, NO)),
          new Expected(
              "ollama-chat.jsonl",
              OLLAMA,
              "ok",
              "stop",
              "The sky",
              2,
              usage(26, 282, NO, NO),
              times(4_883_583_458L, 1_334_875, 342_546_000, 4_535_599_000L)),
          new Expected(
              "ollama-tools.jsonl",
              OLLAMA,
              "ok",
              "stop",
              "",
              1,
              usage(169, 15, NO, NO),
              times(182_242_375, 41_295_167, 24_573_166, 115_959_084)),
          new Expected(
              "ollama-generate.jsonl",
              Ollama.generate(H),
              "ok",
              "stop",
              "The",
              1,
              usage(26, 259, NO, NO),
              times(10_706_818_083L, 6_338_219_291L, 130_079_000, 4_232_710_000L)),
          new Expected(
              "ollama-whole.json",
              OLLAMA,
              "ok",
              "stop",
              "Hello! How are you today?",
              1,
              usage(26, 298, NO, NO),
              times(5_191_566_416L, 2_154_458, 383_809_000, 4_799_921_000L)),
          new Expected(
              "ollama-error.jsonl",
              Ollama.generate(H),
              "stream_error : an error was encountered while running the model",
              "",
              " Yes.Ican",
              4,
              Usage.NONE,
              Map.of()),
          of("tgi.sse", TGI, "length", "\n\nDeep Learning.", 5, usage(6, 5, NO, NO)),
          of("tgi-null-details.sse", TGI, "", " suit.", 2, Usage.NONE),
          of("tgi-whole.json", TGI, "length", "test", 1, usage(NO, 1, NO, NO)),
          new Expected(
              "tgi-overloaded.sse",
              TGI,
              "stream_error overloaded: Model is overloaded",
              "",
              "Deep",
              1,
              Usage.NONE,
              Map.of()),
          of("triton.sse", TRITON, "", "model output", 2, Usage.NONE),
          of("triton-whole.json", TRITON, "", "model output", 1, Usage.NONE),
          of("triton-infer.json", new TritonInfer(H), "", "model output", 1, Usage.NONE),
          new Expected(
              "triton-error.sse",
              TRITON,
              "stream_error : error message",
              "",
              "model",
              1,
              Usage.NONE,
              Map.of()),
          of(
              "azure.sse",
              new AzureOpenAi(H, "d", AzureOpenAi.DEFAULT_VERSION),
              "stop",
              "Color",
              1,
              usage(9, 1, NO, NO)));

  private static Map<String, Long> times(long total, long load, long prefill, long decode) {
    return Map.of("total", total, "load", load, "prefill", prefill, "decode", decode);
  }

  @TestFactory
  Stream<DynamicTest> everyAnswerIsReadAlikeHoweverItIsCut() {
    return EXPECTED.stream()
        .map(expected -> DynamicTest.dynamicTest(expected.file(), () -> check(expected)));
  }

  private static void check(Expected expected) {
    byte[] body = bytes(expected.file());
    StreamResult whole = read(expected.api(), body);
    assertThat(outcome(whole)).isEqualTo(expected.outcome());
    assertThat(whole.finishReason()).isEqualTo(expected.finishReason());
    assertThat(whole.text()).isEqualTo(expected.text());
    assertThat(whole.timeline().size()).isEqualTo(expected.events());
    assertThat(whole.usage()).isEqualTo(expected.usage());
    assertThat(whole.serverTimings()).isEqualTo(expected.timings());
    for (int cut = 1; cut < body.length; cut++) {
      assertThat(told(read(expected.api(), body, cut))).isEqualTo(told(whole));
    }
    int[] all = new int[body.length - 1];
    Arrays.setAll(all, i -> i + 1);
    assertThat(told(read(expected.api(), body, all))).isEqualTo(told(whole));
  }

  /** Without its last event, and what that leaves open, no answer counts as whole. */
  @TestFactory
  Stream<DynamicTest> anAnswerWithoutItsTerminalEventIsTruncated() {
    return Stream.of(
            "anthropic-tool-use.sse", "responses.sse", "gemini.sse", "ollama-chat.jsonl", "tgi.sse")
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file,
                    () -> {
                      LlmApi api =
                          EXPECTED.stream()
                              .filter(expected -> expected.file().equals(file))
                              .findFirst()
                              .orElseThrow()
                              .api();
                      String text = new String(bytes(file), StandardCharsets.UTF_8).strip();
                      int events = file.startsWith("anthropic") ? 2 : 1;
                      for (int i = 0; i < events; i++) {
                        text =
                            text.substring(
                                0,
                                text.lastIndexOf("data:") < 0
                                    ? text.lastIndexOf('\n') + 1
                                    : text.lastIndexOf("data:"));
                      }
                      assertThat(outcome(read(api, text.getBytes(StandardCharsets.UTF_8))))
                          .startsWith("truncated");
                    }));
  }

  @Test
  void aTritonStreamThatBreaksIsNotWhole() {
    StreamExchange exchange = exchange(TRITON);
    exchange.body(30, Unpooled.wrappedBuffer(bytes("triton.sse")));

    assertThat(exchange.failed(40, TransportFault.TRUNCATED, "cut").outcome())
        .isEqualTo(new StreamOutcome.Truncated("cut"));
  }

  private static String outcome(StreamResult result) {
    if (result.outcome() instanceof StreamOutcome.StreamError error) {
      return "stream_error " + error.code() + ": " + error.message();
    }
    return result.outcome().kind();
  }

  private static List<Object> told(StreamResult result) {
    return List.of(
        result.outcome(),
        result.finishReason(),
        result.text(),
        result.timeline().size(),
        result.usage(),
        result.serverTimings());
  }

  private static StreamExchange exchange(LlmApi api) {
    StreamExchange exchange =
        new StreamExchange(api, StreamLimits.DEFAULT, UnaryOperator.identity(), 0, 0);
    exchange.written(10);
    exchange.headers(20, 200, "");
    return exchange;
  }

  private static StreamResult read(LlmApi api, byte[] body, int... cuts) {
    StreamExchange exchange = exchange(api);
    int from = 0;
    for (int cut : cuts) {
      exchange.body(30, Unpooled.wrappedBuffer(body, from, cut - from));
      from = cut;
    }
    exchange.body(30, Unpooled.wrappedBuffer(body, from, body.length - from));
    return exchange.bodyEnded(40);
  }

  private static byte[] bytes(String file) {
    try (InputStream in = ApiSplitTest.class.getResourceAsStream("/apis/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no answer of the name " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
