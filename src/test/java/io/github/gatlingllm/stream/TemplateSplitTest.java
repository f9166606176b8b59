package io.github.gatlingllm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.api.ApiTemplate;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.api.Ollama;
import io.github.gatlingllm.api.OpenAiChat;
import io.github.gatlingllm.api.TemplateApi;
import io.github.gatlingllm.api.TextGenerationInference;
import io.github.gatlingllm.api.Triton;
import io.github.gatlingllm.api.TritonInfer;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.stream.Replay.Ending;
import io.github.gatlingllm.stream.Replay.Replayed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers read by templates, cut at every position: the same as the readers of their APIs make of
 * them, and each way to end is the outcome that it is.
 */
class TemplateSplitTest {

  private static final String H = "http://replay.test";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final TemplateApi CHAT =
      api(
          """
          {"text": ["/choices/0/delta/content", "/choices/0/message/content"],
           "reasoning": "/choices/0/delta/reasoning_content",
           "inputTokens": "/usage/prompt_tokens", "outputTokens": "/usage/completion_tokens",
           "cachedTokens": "/usage/prompt_tokens_details/cached_tokens",
           "finish": "/choices/0/finish_reason", "end": "[DONE]"}
          """);
  private static final TemplateApi OLLAMA =
      api(
          """
          {"text": "/message/content", "inputTokens": "/prompt_eval_count",
           "outputTokens": "/eval_count", "finish": "/done_reason", "end": "/done"}
          """);
  private static final TemplateApi TGI =
      api(
          """
          {"text": ["/token/text", "/generated_text"], "inputTokens": "/details/input_length",
           "outputTokens": "/details/generated_tokens", "finish": "/details/finish_reason",
           "end": ["/generated_text", "/details"]}
          """);
  private static final TemplateApi NATIVE =
      api(
          """
          {"text": "/content", "inputTokens": "/tokens_evaluated",
           "outputTokens": "/tokens_predicted", "finish": "/stop_type",
           "end": {"at": "/stop", "is": true}}
          """);
  private static final TemplateApi TRITON = api("{\"text\": \"/text_output\"}");

  private static TemplateApi api(String template) {
    try {
      return new TemplateApi(H, ApiTemplate.of(JSON.readTree(template)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static byte[] file(String name) {
    try (InputStream in = TemplateSplitTest.class.getResourceAsStream("/apis/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  /** As the answer of a server that says how long its body is. */
  private static byte[] http(byte[] body) {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    response.writeBytes(bytes("HTTP/1.1 200 OK\r\ncontent-length: " + body.length + "\r\n\r\n"));
    response.writeBytes(body);
    return response.toByteArray();
  }

  private static StreamResult read(LlmApi api, String body) {
    return Replay.of(api, http(bytes(body)), Ending.CLOSED).result();
  }

  private static int[] everyByte(int length) {
    int[] cuts = new int[length - 1];
    Arrays.setAll(cuts, i -> i + 1);
    return cuts;
  }

  /** An answer, the template that reads it, and the reader of its API. */
  private record Known(String name, byte[] response, LlmApi template, LlmApi api) {}

  private static List<Known> known() {
    OpenAiChat chat = new OpenAiChat(H);
    TextGenerationInference tgi = new TextGenerationInference(H);
    List<Known> known = new ArrayList<>();
    for (String capture : List.of("chat-stream-usage", "chat-stream-no-usage", "chat-nonstream")) {
      known.add(new Known(capture, Capture.response(capture), CHAT, chat));
    }
    for (String answer : List.of("ollama-chat.jsonl", "ollama-whole.json")) {
      known.add(new Known(answer, http(file(answer)), OLLAMA, Ollama.chat(H)));
    }
    for (String answer : List.of("tgi.sse", "tgi-whole.json")) {
      known.add(new Known(answer, http(file(answer)), TGI, tgi));
    }
    for (String answer : List.of("triton.sse", "triton-whole.json")) {
      known.add(new Known(answer, http(file(answer)), TRITON, new Triton(H)));
    }
    return known;
  }

  @TestFactory
  Stream<DynamicTest> aTemplateReadsWhatTheReaderOfTheApiReads() {
    return known().stream()
        .map(
            known ->
                DynamicTest.dynamicTest(
                    known.name(),
                    () -> {
                      StreamResult api =
                          Replay.of(known.api(), known.response(), Ending.CLOSED).result();
                      StreamResult template =
                          Replay.of(known.template(), known.response(), Ending.CLOSED).result();

                      assertThat(template.outcome().isOk())
                          .as(template.outcome().message())
                          .isTrue();
                      assertThat(template.text()).isEqualTo(api.text()).isNotEmpty();
                      assertThat(template.usage()).isEqualTo(api.usage());
                      assertThat(template.timeline().size()).isEqualTo(api.timeline().size());
                      assertThat(template.streamed()).isEqualTo(api.streamed());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everySplitIsTheSameAnswer() {
    List<Known> all = new ArrayList<>(known());
    byte[] own = Capture.response("native-completion-stream");
    all.add(new Known("native-completion-stream", own, NATIVE, NATIVE));
    return all.stream()
        .map(known -> DynamicTest.dynamicTest(known.name(), () -> assertSameForEverySplit(known)));
  }

  private static void assertSameForEverySplit(Known known) {
    byte[] response = known.response();
    List<Object> whole = Replay.of(known.template(), response, Ending.CLOSED).withoutTimes();
    for (int cut = 1; cut < response.length; cut++) {
      assertThat(Replay.of(known.template(), response, Ending.CLOSED, cut).withoutTimes())
          .as("cut at %d", cut)
          .isEqualTo(whole);
    }
    int[] everywhere = everyByte(response.length);
    assertThat(Replay.of(known.template(), response, Ending.CLOSED, everywhere).withoutTimes())
        .isEqualTo(whole);
  }

  @Test
  void theNativeStreamOfLlamaServerIsReadAsItStands() {
    byte[] response = Capture.response("native-completion-stream");
    StreamResult result = Replay.of(NATIVE, response, Ending.CLOSED).result();

    assertThat(result.outcome().isOk()).isTrue();
    assertThat(result.text()).startsWith(" begin").isNotBlank();
    assertThat(result.usage()).isEqualTo(new Usage(5, 3, Usage.UNKNOWN, Usage.UNKNOWN));
    assertThat(result.timeline().size()).isEqualTo(3);
    assertThat(result.finishReason()).isEqualTo("limit");
  }

  @Test
  void aStreamThatIsCutAnywhereIsNoAnswer() {
    byte[] response = http(file("ollama-chat.jsonl"));
    int last = response.length - 3; // The bracket of the last line, and what is behind it.
    for (int end = 1; end < last; end++) {
      Replayed cut = Replay.of(OLLAMA, Arrays.copyOf(response, end), Ending.CLOSED);
      assertThat(cut.result().outcome().isOk()).as("cut at %d", end).isFalse();
    }
  }

  @Test
  void withoutADeclaredEndTheBodyIsTheEndUnlessItBreaksOff() {
    TemplateApi own = api("{\"text\": \"/t\"}");
    String stream = "data: {\"t\": \"a\"}\n\ndata: {\"t\": \"b\"}\n\n";

    assertThat(read(own, stream).outcome().isOk()).isTrue();
    assertThat(read(own, stream + "data: {\"t\": \"c").outcome().kind()).isEqualTo("truncated");
    assertThat(read(own, "{\"t\": \"whole\"").outcome().kind()).isEqualTo("truncated");
    assertThat(read(own, "{\"t\": \"whole\"}").text()).isEqualTo("whole");
    assertThat(read(own, stream + "data: [DONE]\n\n").outcome().isOk()).isTrue();
  }

  @Test
  void aDeclaredEndIsAwaitedInStreamsAndItsMarkOnlyThere() {
    TemplateApi own = api("{\"text\": \"/t\", \"end\": [\"<eos>\", {\"event\": \"bye\"}]}");
    String stream = "data: {\"t\": \"a\"}\n\n";

    assertThat(read(own, stream).outcome().kind()).isEqualTo("truncated");
    assertThat(read(own, stream + "data: <eos>\n\n").outcome().isOk()).isTrue();
    assertThat(read(own, stream + "event: bye\ndata: -\n\n").outcome().isOk()).isTrue();
    assertThat(read(own, "{\"t\": \"a\"}").outcome().isOk()).isTrue();
    assertThat(read(OLLAMA, "{\"message\": {\"content\": \"a\"}}").outcome().kind())
        .isEqualTo("truncated");
    assertThat(read(NATIVE, "{\"content\": \"a\", \"stop\": 1}").outcome().kind())
        .as("1 is not true")
        .isEqualTo("truncated");
  }

  @Test
  void anErrorInsideAnAnswerIsTold() {
    TemplateApi own = api("{\"text\": \"/t\", \"error\": [\"/fault\", \"/code\"]}");
    String stream = "data: {\"t\": \"a\", \"code\": 0}\n\n";

    assertThat(
            read(own, stream + "data: {\"fault\": {\"type\": \"oom\", \"message\": \"full\"}}\n\n"))
        .satisfies(
            result -> {
              assertThat(result.outcome()).isEqualTo(new StreamOutcome.StreamError("oom", "full"));
              assertThat(result.text()).isEqualTo("a");
            });
    assertThat(read(own, stream).outcome().isOk()).as("0 is no error").isTrue();
    assertThat(read(own, "{\"t\": \"a\", \"error\": \"no\"}").outcome().isOk())
        .as("the template says where errors are")
        .isTrue();
    assertThat(read(CHAT, "data: {\"error\": {\"message\": \"no\"}}\n\n").outcome())
        .isEqualTo(new StreamOutcome.StreamError("", "no"));
    assertThat(read(TRITON, "{\"text_output\": \"0.3\", \"error\": 0.03}").outcome().isOk())
        .as("a number is a measure")
        .isTrue();
    assertThat(read(own, "event: error\ndata: overloaded\n\n").outcome())
        .isEqualTo(new StreamOutcome.StreamError("", "overloaded"));
    assertThat(read(own, "data: {oops}\n\n").outcome().kind()).isEqualTo("malformed");
    assertThat(read(own, "<html>no</html>").outcome().kind()).isEqualTo("malformed");
  }

  @Test
  void textThatIsWholeEachTimeCountsByWhatIsNew() {
    TemplateApi own = api("{\"text\": \"/t\", \"textIs\": \"whole\"}");
    StreamResult result =
        read(
            own,
            "{\"t\": \"a\"}\n{\"t\": \"a b\"}\n{\"t\": \"a b\"}\n{\"t\": null}\n{\"t\": \"a b c\"}\n");

    assertThat(result.text()).isEqualTo("a b c");
    assertThat(result.timeline().size()).isEqualTo(3);
    assertThat(read(own, "{\"t\": \"abX\"}\n{\"t\": \"abcd\"}\n").text()).isEqualTo("abXcd");
  }

  @Test
  void whatIsNoTextIsReadAsItsJson() {
    TemplateApi own = api("{\"text\": \"/t\"}");

    assertThat(read(own, "{\"t\": [\"a\", [\"b\", null], 1.5]}").text()).isEqualTo("ab1.5");
    assertThat(read(own, "{\"t\": {\"label\": \"x\"}}").text()).isEqualTo("{\"label\":\"x\"}");
    assertThat(read(own, "{\"t\": false}").text()).isEqualTo("false");
    assertThat(read(api("{\"text\": \"\"}"), "[0.25, 0.75]").text()).isEqualTo("0.250.75");
    assertThat(read(own, "{\"u\": 1}").outcome().kind()).isEqualTo("truncated");
  }

  @Test
  void thinkTagsAreToldApart() {
    StreamResult result = read(TRITON, "{\"text_output\": \"<think>hm</think>yes\"}");

    assertThat(result.text()).isEqualTo("yes");
  }

  /** Each of these might have become a tag: that it did not is known when the body ends. */
  @ParameterizedTest
  @ValueSource(strings = {"<", "<think", "  <thi", " "})
  void whatWasHeldBackIsTextWhereTheBodyIsTheEnd(String held) {
    String json = "{\"text_output\": \"" + held + "\"}";
    String infer = "{\"outputs\": [{\"name\": \"text_output\", \"data\": [\"" + held + "\"]}]}";
    assertHeldIsText(TRITON, json, held);
    assertHeldIsText(TRITON, "data: " + json + "\n\n", held);
    assertHeldIsText(new Triton(H), json, held);
    assertHeldIsText(new Triton(H), "data: " + json + "\n\n", held);
    assertHeldIsText(new Triton(H), "data: " + json + "\n\ndata: [DONE]\n\n", held);
    assertHeldIsText(new TritonInfer(H), infer, held);
    assertHeldIsText(api("{\"framing\": \"text\"}"), held, held);
    assertHeldIsText(api("{\"framing\": \"text-events\"}"), "data: " + held + "\n\n", held);
  }

  private static void assertHeldIsText(LlmApi api, String body, String text) {
    StreamResult result = read(api, body);

    assertThat(result.outcome().isOk()).as(body).isTrue();
    assertThat(result.text()).as(body).isEqualTo(text);
    assertThat(result.timeline().size()).as(body).isEqualTo(1);
    assertThat(result.timeline().firstVisible()).as(body).isZero();
  }

  @Test
  void reasoningThatNeverEndsIsReasoningToItsLastCharacter() {
    Replayed replayed =
        Replay.of(TRITON, http(bytes("{\"text_output\": \"<think>a </thi\"}")), Ending.CLOSED);

    assertThat(replayed.signals()).contains("settle REASONING </thi");
    assertThat(replayed.result().text()).isEmpty();
    assertThat(replayed.result().timeline().firstVisible()).isNegative();
  }

  @Test
  void anAnswerThatIsCutOrTimedOutKeepsWhatWasHeldBack() {
    byte[] cut = bytes("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\ndata: {\"t\": \"<th\"}\n\n");
    TemplateApi own = api("{\"text\": \"/t\", \"end\": \"[DONE]\"}");

    for (Ending ending : Ending.values()) {
      StreamResult result = Replay.of(own, cut, ending).result();
      assertThat(result.outcome().isOk()).isFalse();
      assertThat(result.text()).isEqualTo("<th");
    }
  }

  @Test
  void anAnswerThatIsNotLookedIntoIsOneOutput() {
    TemplateApi none = api("{}");
    for (String body :
        List.of("{\"a\": 1}\n{\"b\": 2}", "<html>", "data: x\n\ndata: y\n\n", "\u0000x", "")) {
      StreamResult result = read(none, body);
      assertThat(result.outcome().isOk()).as(body).isTrue();
      assertThat(result.timeline().size()).as(body).isEqualTo(1);
      assertThat(result.streamed()).as(body).isFalse();
    }
    byte[] cut = bytes("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc");
    assertThat(Replay.of(none, cut, Ending.CLOSED).result().outcome().kind())
        .isEqualTo("truncated");
    byte[] refused = bytes("HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n");
    StreamResult error = Replay.of(none, refused, Ending.CLOSED).result();
    assertThat(error.outcome().kind()).isEqualTo("http_500");
    assertThat(error.timeline().isEmpty()).isTrue();
    assertThat(read(api("{\"outputTokens\": \"/n\"}"), "{\"n\": 7}").usage().outputTokens())
        .isEqualTo(7);
  }

  @Test
  void plainTextIsWhatItIsWhereverItIsCut() {
    TemplateApi text = api("{\"framing\": \"text\"}");
    byte[] response = http(bytes("é漢😀 {\"t\": data: [DONE]"));
    for (int cut = 1; cut < response.length; cut++) {
      StreamResult result = Replay.of(text, response, Ending.CLOSED, cut).result();
      assertThat(result.text()).as("cut at %d", cut).isEqualTo("é漢😀 {\"t\": data: [DONE]");
      assertThat(result.outcome().isOk()).isTrue();
    }
    StreamResult bytewise =
        Replay.of(text, response, Ending.CLOSED, everyByte(response.length)).result();
    assertThat(bytewise.text()).isEqualTo("é漢😀 {\"t\": data: [DONE]");
    assertThat(bytewise.streamed()).isTrue();
    byte[] broken = http(new byte[] {'a', (byte) 0xE6, (byte) 0xBC});
    assertThat(Replay.of(text, broken, Ending.CLOSED).result().text()).isEqualTo("a\uFFFD");
  }

  @Test
  void eventsMayHoldTextItself() {
    TemplateApi events = api("{\"framing\": \"text-events\", \"end\": \"<eos>\"}");
    StreamResult result = read(events, "data: {a\n\ndata:  b\n\ndata: <eos>\n\n");

    assertThat(result.outcome().isOk()).isTrue();
    assertThat(result.text()).isEqualTo("{a b");
    assertThat(read(events, "data: a\n\n").outcome().kind()).isEqualTo("truncated");
    assertThat(read(events, "nothing of the kind").outcome().kind()).isEqualTo("malformed");
  }
}
