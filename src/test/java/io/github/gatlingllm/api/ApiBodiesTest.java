package io.github.gatlingllm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests as each provider documents them, and what becomes of images, tools and system messages.
 * Sources: src/test/resources/apis/README.md.
 */
class ApiBodiesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String H = "http://h";
  private static final ContentPart PNG = new ContentPart.Image("data:image/png;base64,AA==", "");
  private static final ContentPart FAR = new ContentPart.Image("https://e.com/a.png", "");

  private static final List<Message> TALK =
      List.of(
          new Message("system", "Be brief."),
          new Message("user", List.of(new ContentPart.Text("What?"), PNG), Map.of()),
          new Message(
              "assistant",
              List.of(),
              Map.of(
                  "tool_calls",
                  List.of(
                      Map.of(
                          "id",
                          "c1",
                          "type",
                          "function",
                          "function",
                          Map.of("name", "look", "arguments", "{\"x\":1}"))))),
          new Message(
              "tool",
              List.of(new ContentPart.Text("42")),
              Map.of("tool_call_id", "c1", "name", "look")));

  private static LlmRequest ask(
      String model, String text, int limit, boolean streaming, Map<String, Object> extra) {
    return request(model, List.of(new Message("user", text)), limit, streaming, extra);
  }

  private static LlmRequest request(
      String model,
      List<Message> messages,
      int limit,
      boolean streaming,
      Map<String, Object> extra) {
    OptionalInt most = limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit);
    return new LlmRequest(model, messages, most, streaming, false, extra);
  }

  private static void check(LlmApi api, LlmRequest request, String url, String body)
      throws Exception {
    HttpCall call = api.encode(request);
    assertThat(call.url()).isEqualTo(url);
    assertThat(JSON.readTree(call.body())).isEqualTo(JSON.readTree(body));
  }

  private static String header(HttpCall call, String name) {
    return call.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(HttpCall.Header::value)
        .findFirst()
        .orElse("");
  }

  @Test
  void anthropicAsDocumented() throws Exception {
    LlmApi api = new AnthropicMessages(H);
    LlmRequest request =
        ask(
            "claude-opus-4-6",
            "What is the greatest common divisor of 1071 and 462?",
            20000,
            true,
            Map.of("thinking", Map.of("type", "enabled", "budget_tokens", 16000)));
    check(
        api,
        request,
        "http://h/v1/messages",
        """
        {"model": "claude-opus-4-6", "max_tokens": 20000, "stream": true,
         "thinking": {"type": "enabled", "budget_tokens": 16000},
         "messages": [{"role": "user",
           "content": "What is the greatest common divisor of 1071 and 462?"}]}""");
    assertThat(header(api.encode(request), "anthropic-version")).isEqualTo("2023-06-01");
    assertThat(api.credentials("k")).containsExactly(new HttpCall.Header("x-api-key", "k"));
    assertThat(new AnthropicMessages("http://h/v1/").encode(request).url())
        .isEqualTo("http://h/v1/messages");
  }

  @Test
  void anthropicHasSystemImagesAndToolsInPlacesOfTheirOwn() throws Exception {
    check(
        new AnthropicMessages(H),
        request("m", TALK, 0, false, Map.of()),
        "http://h/v1/messages",
        """
        {"model":"m","max_tokens":4096,"system":"Be brief.","stream":false,"messages":[
         {"role":"user","content":[{"type":"text","text":"What?"},{"type":"image","source":
          {"type":"base64","media_type":"image/png","data":"AA=="}}]},
         {"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"look","input":{"x":1}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"42"}]}]}""");
  }

  @Test
  void responsesAsDocumented() throws Exception {
    check(
        new OpenAiResponses("http://h/v1"),
        request(
            "gpt-4.1",
            List.of(
                new Message("system", "You are a helpful assistant."),
                new Message("user", "Hello!")),
            0,
            true,
            Map.of()),
        "http://h/v1/responses",
        """
        {"model": "gpt-4.1", "instructions": "You are a helpful assistant.",
         "input": "Hello!", "stream": true}""");
  }

  @Test
  void responsesHaveItems() throws Exception {
    check(
        new OpenAiResponses("http://h/v1"),
        request("m", TALK, 7, false, Map.of("reasoning", Map.of("effort", "low"))),
        "http://h/v1/responses",
        """
        {"model":"m","instructions":"Be brief.","stream":false,"max_output_tokens":7,
         "reasoning":{"effort":"low"},"input":[
         {"role":"user","content":[{"type":"input_text","text":"What?"},
          {"type":"input_image","image_url":"data:image/png;base64,AA=="}]},
         {"type":"function_call","call_id":"c1","name":"look","arguments":"{\\"x\\":1}"},
         {"type":"function_call_output","call_id":"c1","output":"42"}]}""");
  }

  @Test
  void azureHasTheDeploymentInItsPath() throws Exception {
    LlmApi api = new AzureOpenAi("https://r.openai.azure.com/", "my gpt", "2024-10-21");
    check(
        api,
        ask("any", "Hi", 7, true, Map.of()),
        "https://r.openai.azure.com/openai/deployments/my%20gpt/chat/completions"
            + "?api-version=2024-10-21",
        """
        {"messages":[{"role":"user","content":"Hi"}],"stream":true,"max_completion_tokens":7}""");
    assertThat(api.credentials("k")).containsExactly(new HttpCall.Header("api-key", "k"));
  }

  @Test
  void geminiAsDocumented() throws Exception {
    LlmApi api = new Gemini(Gemini.DEFAULT_BASE_URL);
    check(
        api,
        request(
            "gemini-2.5-flash",
            List.of(
                new Message("system", "You are a cat. Your name is Neko."),
                new Message("user", "Hello there")),
            0,
            true,
            Map.of()),
        Gemini.DEFAULT_BASE_URL + "/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
        """
        {"systemInstruction": {"parts": [{"text": "You are a cat. Your name is Neko."}]},
         "contents": [{"role": "user", "parts": [{"text": "Hello there"}]}]}""");
    assertThat(api.credentials("k")).containsExactly(new HttpCall.Header("x-goog-api-key", "k"));
  }

  @Test
  void geminiHasPartsAndMergesItsOptions() throws Exception {
    check(
        new Gemini("http://h/v1?key=k"),
        request("tunedModels/x", TALK, 7, false, Map.of("generationConfig", Map.of("topK", 3))),
        "http://h/v1/tunedModels/x:generateContent?key=k",
        """
        {"systemInstruction":{"parts":[{"text":"Be brief."}]},
         "generationConfig":{"maxOutputTokens":7,"topK":3},"contents":[
         {"role":"user","parts":[{"text":"What?"},
          {"inlineData":{"mimeType":"image/png","data":"AA=="}}]},
         {"role":"model","parts":[{"functionCall":{"name":"look","args":{"x":1}}}]},
         {"role":"user","parts":[{"functionResponse":{"name":"look",
          "response":{"value":"42"}}}]}]}""");
  }

  @Test
  void ollamaAsDocumented() throws Exception {
    check(
        Ollama.chat("http://localhost:11434"),
        ask("llama3.2", "why is the sky blue?", 0, false, Map.of()),
        "http://localhost:11434/api/chat",
        """
        {"model": "llama3.2", "messages": [{"role": "user", "content": "why is the sky blue?"}],
         "stream": false}""");
    check(
        Ollama.generate("http://localhost:11434/api"),
        ask("llama3.2", "Why is the sky blue?", 7, false, Map.of("options", Map.of("seed", 1))),
        "http://localhost:11434/api/generate",
        """
        {"model": "llama3.2", "prompt": "Why is the sky blue?", "stream": false,
         "options": {"num_predict": 7, "seed": 1}}""");
  }

  @Test
  void ollamaHasImagesBesideTheText() throws Exception {
    check(
        Ollama.chat(H),
        request("m", TALK, 0, true, Map.of()),
        "http://h/api/chat",
        """
        {"model":"m","stream":true,"messages":[{"role":"system","content":"Be brief."},
         {"role":"user","content":"What?","images":["AA=="]},
         {"role":"assistant","content":"","tool_calls":[
          {"function":{"name":"look","arguments":{"x":1}}}]},
         {"role":"tool","content":"42","tool_name":"look"}]}""");
    LlmRequest far =
        request("m", List.of(new Message("user", List.of(FAR), Map.of())), 0, true, Map.of());
    assertThatThrownBy(() -> Ollama.chat(H).encode(far))
        .hasMessage("Ollama fetches no images; give the image as a data: URL");
  }

  @Test
  void tgiAsDocumented() throws Exception {
    LlmApi api = new TextGenerationInference("http://127.0.0.1:8080");
    check(
        api,
        ask("any", "What is Deep Learning?", 20, true, Map.of()),
        "http://127.0.0.1:8080/generate_stream",
        """
        {"inputs":"What is Deep Learning?","parameters":{"max_new_tokens":20}}""");
    LlmRequest image =
        request(
            "any",
            List.of(new Message("user", List.of(FAR, new ContentPart.Text("What?")), Map.of())),
            16,
            false,
            Map.of("parameters", Map.of("seed", 42)));
    check(
        api,
        image,
        "http://127.0.0.1:8080/generate",
        """
        {"inputs":"![](https://e.com/a.png)What?",
         "parameters":{"max_new_tokens":16,"seed":42}}""");
  }

  @Test
  void tritonAsDocumented() throws Exception {
    check(
        new Triton("http://localhost:8000"),
        ask(
            "mymodel",
            "client input",
            0,
            false,
            Map.of("id", "42", "parameters", Map.of("temperature", 0))),
        "http://localhost:8000/v2/models/mymodel/generate",
        """
        {"id":"42","text_input":"client input","parameters":{"stream":false,"temperature":0}}""");
    check(
        new Triton("http://localhost:8000/v2"),
        ask("m/versions/2", "x", 5, true, Map.of()),
        "http://localhost:8000/v2/models/m/versions/2/generate_stream",
        """
        {"text_input":"x","parameters":{"stream":true,"max_tokens":5}}""");
    check(
        new TritonInfer(H),
        ask("m", "x", 5, true, Map.of()),
        "http://h/v2/models/m/infer",
        """
        {"inputs":[{"name":"text_input","shape":[1,1],"datatype":"BYTES","data":["x"]},
         {"name":"max_tokens","shape":[1,1],"datatype":"INT32","data":[5]}]}""");
    LlmRequest image =
        request("m", List.of(new Message("user", List.of(PNG), Map.of())), 0, true, Map.of());
    assertThatThrownBy(() -> new Triton(H).encode(image))
        .hasMessage("the API triton takes text only, and a message holds an image");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:image/png;base64,AA==|image/png|AA==",
        "DATA:image/svg+xml,%3Csvg%2F%3E+|image/svg+xml|PHN2Zy8+Kw==",
        "data:,hi|text/plain|aGk=",
        "data:;base64,AA==|text/plain|AA==",
      })
  void aDataUrlIsTakenApart(String line) {
    String[] parts = line.split("\\|");
    assertThat(DataUrl.of(parts[0])).contains(new DataUrl(parts[1], parts[2]));
  }

  @Test
  void aDataUrlMustHaveData() {
    assertThat(DataUrl.of("http://h/a.png")).isEmpty();
    assertThatThrownBy(() -> DataUrl.of("data:image/png"))
        .hasMessage("a data: URL of an image has no comma before its data");
  }

  @Test
  void whatTheRequestDecidesIsTakenFromNowhereElse() {
    for (LlmApi api :
        List.of(
            new AnthropicMessages(H),
            new OpenAiResponses(H),
            Ollama.chat(H),
            new Gemini(H),
            new TextGenerationInference(H),
            new Triton(H),
            new TritonInfer(H))) {
      Map<String, Object> all = Map.of("messages", 1, "contents", 1, "inputs", 1, "text_input", 1);
      assertThatThrownBy(() -> api.encode(ask("m", "x", 1, true, all)))
          .as(api.name())
          .hasMessageEndingWith("is set by the request itself");
    }
  }
}
