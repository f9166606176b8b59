package io.github.gatlingllm.prompt.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTokenizerTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What a server says. */
  private record Answer(int status, String body) {}

  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  private final List<JsonNode> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private volatile Function<JsonNode, Answer> answers = ServerTokenizerTest::vllm;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/tokenize", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      JsonNode question = MAPPER.readTree(exchange.getRequestBody());
      asked.add(question);
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      Answer answer = answers.apply(question);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One token a character. */
  private static Answer vllm(JsonNode question) {
    if (!question.has("prompt") || question.path("add_special_tokens").asBoolean(true)) {
      return new Answer(400, "{\"object\":\"error\"}");
    }
    int length = question.path("prompt").asText().length();
    return new Answer(
        200, "{\"tokens\":" + ids(length) + ",\"count\":" + length + ",\"max_model_len\":8192}");
  }

  private static Answer llamaCpp(JsonNode question) {
    return new Answer(200, "{\"tokens\":" + ids(question.path("content").asText().length()) + "}");
  }

  private static String ids(int count) {
    return IntStream.range(0, count)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private Tokenizer tokenizer(String key) {
    return new ServerTokenizer(
        TokenizeEndpoint.of("http://127.0.0.1:" + server.getAddress().getPort() + "/v1", "m", key));
  }

  private void assertFault(String what) {
    assertThatThrownBy(() -> tokenizer("secret").count("text"))
        .isInstanceOf(TokenizerException.class)
        .hasMessageStartingWith(
            "tokenizer \"server\": http://127.0.0.1:"
                + server.getAddress().getPort()
                + "/tokenize "
                + what)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void vllmIsAskedItsWayAndOnceForEachText() {
    Tokenizer tokenizer = tokenizer("secret");
    assertThat(tokenizer.count("hello")).isEqualTo(5);
    assertThat(tokenizer.count("")).isZero();
    assertThat(tokenizer.count("hello")).isEqualTo(5);
    assertThat(asked).hasSize(2);
    assertThat(asked.get(0).path("model").asText()).isEqualTo("m");
    assertThat(keys).containsOnly("Bearer secret");
    assertThat(tokenizer.isRemote()).isTrue();
    assertThat(tokenizer.toString()).doesNotContain("secret");
  }

  @Test
  void llamaCppIsAskedItsWayOnceThatIsKnown() {
    answers = ServerTokenizerTest::llamaCpp;
    Tokenizer tokenizer = tokenizer("");
    assertThat(tokenizer.count("hello")).isEqualTo(5);
    assertThat(tokenizer.count("hello, you")).isEqualTo(10);
    assertThat(asked).hasSize(3);
    assertThat(asked.get(2).path("content").asText()).isEqualTo("hello, you");
    assertThat(asked.get(2).path("add_special").asBoolean(true)).isFalse();
    assertThat(keys).containsOnly("null");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 501})
  void aServerWithoutItIsToldOf(int status) {
    answers = question -> new Answer(status, "");
    assertFault(
        "is not offered by this server (HTTP "
            + status
            + "): name a vocabulary or the path of the model's tokenizer.json instead");
    assertThat(asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "401, does not accept the API key (HTTP 401)",
    "403, does not accept the API key (HTTP 403)",
    "500, answers with HTTP 500",
    "307, answers with HTTP 307",
    "400, gives neither vLLM's answer nor llama.cpp's"
  })
  void otherRefusalsAreNamed(int status, String message) {
    answers = question -> new Answer(status, "{}");
    assertFault(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "{\"count\":\"5\"}", "{\"count\":5", "<html>", "{\"count\":1e9}"})
  void anAnswerOfAnotherFormIsRefused(String body) {
    answers = question -> new Answer(200, body);
    assertFault("gives neither vLLM's answer nor llama.cpp's");
  }

  @Test
  void aServerThatChangesItsMindIsToldOf() {
    Tokenizer tokenizer = tokenizer("");
    tokenizer.count("first");
    answers = ServerTokenizerTest::llamaCpp;
    assertThatThrownBy(() -> tokenizer.count("second"))
        .hasMessageEndingWith("gives an answer of another form than before");
    answers = question -> new Answer(400, "too long");
    assertThatThrownBy(() -> tokenizer.count("second"))
        .hasMessageEndingWith("refuses a text of 6 characters (HTTP 400)");
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    answers = question -> new Answer(200, " ".repeat((16 << 20) + 1));
    assertFault("failed: ");
  }

  @Test
  void nobodyThere() {
    server.stop(0);
    assertFault("cannot be reached: connection refused or no such host");
  }

  @ParameterizedTest
  @CsvSource({
    "http://host:8000/v1, http://host:8000/tokenize",
    "http://host:8000/v1/, http://host:8000/tokenize",
    "http://host:8000, http://host:8000/tokenize",
    "https://host/proxy/v1, https://host/proxy/tokenize",
    "https://host/proxy/openai, https://host/proxy/openai/tokenize",
    "https://host/v2?api-version=1, https://host/tokenize"
  })
  void theEndpointIsAtTheServersRoot(String baseUrl, String url) {
    assertThat(TokenizeEndpoint.of(baseUrl, "m", "").url()).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host:8000", "ftp://host/v1", "http://", "/v1", "http://a b/"})
  void whatIsNoUrlIsRefused(String baseUrl) {
    assertThatThrownBy(() -> TokenizeEndpoint.of(baseUrl, "m", ""))
        .isInstanceOf(TokenizerException.class)
        .hasMessage("tokenizer \"server\": \"" + baseUrl + "\" is no absolute http or https URL");
  }

  @Test
  void oneEndpointHasOneTokenizer() {
    TokenizeEndpoint endpoint = TokenizeEndpoint.of("http://host/v1", "m", "k");
    assertThat(Tokenizers.of(endpoint))
        .isSameAs(Tokenizers.of(TokenizeEndpoint.of("http://host", "m", "k")))
        .isNotSameAs(Tokenizers.of(TokenizeEndpoint.of("http://host", "other", "k")));
  }

  @Test
  void aServerThatHasCountedBeforeIsAskedAgainWhenItFails() {
    AtomicInteger failures = new AtomicInteger();
    answers = question -> failures.getAndDecrement() > 0 ? new Answer(503, "") : vllm(question);
    Tokenizer tokenizer = tokenizer("");
    assertThat(tokenizer.count("first")).isEqualTo(5);

    failures.set(3);
    assertThat(tokenizer.count("second")).isEqualTo(6);
    assertThat(asked).hasSize(5);

    failures.set(4);
    assertThatThrownBy(() -> tokenizer.count("third"))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining("answers with HTTP 503, 4 times in a row");
    assertThat(asked).hasSize(9);
    assertThat(tokenizer.count("third")).isEqualTo(5);
  }

  @Test
  void whatItRefusesItIsNotAskedAgain() {
    Tokenizer tokenizer = tokenizer("");
    assertThat(tokenizer.count("first")).isEqualTo(5);
    answers = question -> new Answer(401, "");

    assertThatThrownBy(() -> tokenizer.count("second"))
        .hasMessageContaining("does not accept the API key (HTTP 401)");
    assertThat(asked).hasSize(2);
  }
}
