package io.github.gatlingllm.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets that does something wrong. */
class EmbeddedEndpointErrorsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String KEY = "sk-test";

  private static EmbeddedEndpoint endpoint;

  @BeforeAll
  static void start() {
    endpoint =
        EmbeddedEndpoint.start(
            EndpointSettings.defaults()
                .withLatency(LatencyModel.instant())
                .withApiKey(KEY)
                .withLimits(EndpointLimits.defaults().withContextTokens(100).withBodyBytes(2_000))
                .withPromptTokens(
                    text ->
                        text.equals("miscount") ? -1 : EndpointSettings.approximateTokens(text)));
  }

  @AfterAll
  static void close() {
    endpoint.close();
  }

  private static HttpResponse<String> send(String method, String path, String key, String body)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Authorization", key);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> chat(String body) throws Exception {
    return send("POST", "/v1/chat/completions", "Bearer " + KEY, body);
  }

  private static JsonNode error(HttpResponse<String> response, int status) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    JsonNode error = JSON.readTree(response.body()).get("error");
    assertThat(error.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("message", "type", "param", "code");
    assertThat(error.get("message").textValue()).isNotBlank();
    assertThat(error.get("type").textValue()).isNotBlank();
    return error;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "messages | {}",
        "messages | {'messages':null}",
        "messages | {'messages':'hello'}",
        "messages | {'messages':[]}",
        "messages[0] | {'messages':['hello']}",
        "messages[0].role | {'messages':[{'content':'x'}]}",
        "messages[0].role | {'messages':[{'role':1,'content':'x'}]}",
        "messages[0].content | {'messages':[{'role':'user'}]}",
        "messages[0].content | {'messages':[{'role':'user','content':7}]}",
        "messages[0].content[0] | {'messages':[{'role':'user','content':['x']}]}",
        "messages[0].content[0].type | {'messages':[{'role':'user','content':[{'type':'image_url'}]}]}",
        "messages[0].content[0].text | {'messages':[{'role':'user','content':[{'type':'text'}]}]}",
        "model | {M,'model':1}",
        "stream | {M,'stream':'yes'}",
        "stream_options | {M,'stream':true,'stream_options':true}",
        "stream_options | {M,'stream_options':{'include_usage':true}}",
        "stream_options.include_usage | {M,'stream':true,'stream_options':{'include_usage':1}}",
        "max_tokens | {M,'max_tokens':'9'}",
        "max_tokens | {M,'max_tokens':1.5}",
        "max_tokens | {M,'max_tokens':0}",
        "max_completion_tokens | {M,'max_completion_tokens':-1}",
        "max_tokens | {M,'max_tokens':99999999999999999999}",
        "n | {M,'n':2}",
        "n | {M,'n':'1'}",
        "seed | {M,'seed':'x'}",
      })
  void namesTheFieldAtFault(String param, String body) throws Exception {
    String json = body.replace('\'', '"').replace("M,", RawClient.MESSAGES + ",");
    JsonNode error = error(chat(json), 400);
    assertThat(error.get("param").textValue()).isEqualTo(param);
    assertThat(error.get("type").textValue()).isEqualTo("invalid_request_error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "null", "\"x\"", "{} {}", "", "{\"a\":\u0001}"})
  void refusesABodyThatIsNoJsonObject(String body) throws Exception {
    assertThat(error(chat(body), 400).get("param").isNull()).isTrue();
  }

  @Test
  void takesContentPartsToolCallsNullsAndFieldsItDoesNotKnow() throws Exception {
    String body =
        """
        {"messages":[
          {"role":"system","content":"abcd"},
          {"role":"assistant","content":null,"tool_calls":[]},
          {"role":"user","content":[{"type":"text","text":"abc"},{"type":"text","text":"abc"}]}],
         "n":null,"stream":null,"stream_options":null,"seed":null,"max_tokens":1,
         "stop":["x"],"tools":[],"unheard_of":{}}
        """;
    HttpResponse<String> response = chat(body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    // "abcd\nabc\nabc" is 12 characters.
    assertThat(JSON.readTree(response.body()).at("/usage/prompt_tokens").intValue()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'max_tokens':98", "'stream':true,'max_completion_tokens':5000000000"})
  void refusesMoreThanTheContextHolds(String fields) throws Exception {
    JsonNode error =
        error(chat("{" + RawClient.MESSAGES + "," + fields.replace('\'', '"') + "}"), 400);
    assertThat(error.get("code").textValue()).isEqualTo("context_length_exceeded");
    assertThat(error.get("message").textValue()).contains("maximum context length is 100 tokens");
  }

  @Test
  void aPromptThatFillsTheContextIsRefusedToo() throws Exception {
    String prompt = "x".repeat(400);
    JsonNode error =
        error(chat("{\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}"), 400);
    assertThat(error.get("code").textValue()).isEqualTo("context_length_exceeded");
  }

  @Test
  void theDefaultLengthIsWhatTheContextHasLeft() throws Exception {
    HttpResponse<String> response = chat("{" + RawClient.MESSAGES + "}");
    assertThat(JSON.readTree(response.body()).at("/usage/completion_tokens").intValue())
        .isEqualTo(97);
  }

  @Test
  void refusesALargeBodyAndKeepsTheConnection() throws Exception {
    long before = endpoint.counters().refusedTooLarge();
    try (RawClient client = new RawClient(endpoint.port())) {
      client.chat(" ".repeat(2_001));
      RawClient.Head head = client.head();
      assertThat(head.status()).isEqualTo(413);
      assertThat(client.body(head)).contains("2000 bytes");
      client.send("GET /health HTTP/1.1\r\nHost: test\r\n\r\n");
      assertThat(client.head().status()).isEqualTo(200);
    }
    assertThat(endpoint.counters().refusedTooLarge()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @CsvSource({"GET, /v1/chat/completions, POST", "POST, /v1/models, GET", "HEAD, /health, GET"})
  void refusesAnotherMethod(String method, String path, String allowed) throws Exception {
    HttpResponse<String> response = send(method, path, "Bearer " + KEY, "");
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).contains(allowed);
  }

  @Test
  void knowsNoOtherPath() throws Exception {
    assertThat(error(send("GET", "/v1/nothing", "", ""), 404).get("code").textValue())
        .isEqualTo("unknown_url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer wrong", "sk-test", "Basic sk-test"})
  void refusesAWrongKey(String key) throws Exception {
    assertThat(error(send("GET", "/v1/models", key, ""), 401).get("code").textValue())
        .isEqualTo("invalid_api_key");
    assertThat(send("GET", "/health", key, "").statusCode()).isEqualTo(200);
  }

  @Test
  void takesTheRightKey() throws Exception {
    assertThat(send("GET", "/v1/models", "Bearer " + KEY, "").statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenCounterThatFailsIsTheServersFault() throws Exception {
    JsonNode error =
        error(chat("{\"messages\":[{\"role\":\"user\",\"content\":\"miscount\"}]}"), 500);
    assertThat(error.get("type").textValue()).isEqualTo("server_error");
  }

  @Test
  void refusesWhatIsNotHttpAndCloses() throws Exception {
    try (RawClient client = new RawClient(endpoint.port())) {
      client.send("NOT HTTP AT ALL\r\n\r\n");
      assertThat(client.head().status()).isEqualTo(400);
      assertThat(client.rest()).contains("not valid HTTP");
    }
  }
}
