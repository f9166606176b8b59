package io.github.gatlingllm.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client gets that does everything right. */
class EmbeddedEndpointChatTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EndpointSettings SETTINGS =
      EndpointSettings.defaults().withLatency(LatencyModel.instant()).withSeed(11);

  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedEndpoint endpoint = EmbeddedEndpoint.start(SETTINGS);

  @AfterEach
  void close() {
    endpoint.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> chat(EmbeddedEndpoint target, String fields) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(target.baseUrl() + "/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString("{" + RawClient.MESSAGES + "," + fields + "}"))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static List<String> events(String body) {
    List<String> events = new ArrayList<>(List.of(body.split("\n\n", -1)));
    assertThat(events.remove(events.size() - 1)).isEmpty();
    return events;
  }

  private static JsonNode json(String event) throws Exception {
    assertThat(event).startsWith("data: ").doesNotContain("\n");
    return JSON.readTree(event.substring("data: ".length()));
  }

  private static String content(String body) throws Exception {
    return JSON.readTree(body).at("/choices/0/message/content").textValue();
  }

  @Test
  void listsItsModel() throws Exception {
    HttpResponse<String> response = get("/v1/models");
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode models = JSON.readTree(response.body());
    assertThat(models.at("/object").textValue()).isEqualTo("list");
    assertThat(models.at("/data")).hasSize(1);
    assertThat(models.at("/data/0/id").textValue()).isEqualTo("embedded-llm");
    assertThat(models.at("/data/0/object").textValue()).isEqualTo("model");
  }

  @Test
  void saysThatItIsHealthy() throws Exception {
    assertThat(get("/health").body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(get("/health?probe=1").statusCode()).isEqualTo(200);
    assertThat(endpoint.counters().answered()).isEqualTo(2);
  }

  @Test
  void streamsRoleTokensFinishUsageAndDone() throws Exception {
    HttpResponse<String> response =
        chat(
            endpoint,
            "\"model\":\"my \\\"model\\\"\",\"stream\":true,\"max_tokens\":3,"
                + "\"stream_options\":{\"include_usage\":true}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/event-stream");
    assertThat(response.headers().firstValue("transfer-encoding")).contains("chunked");

    List<String> events = events(response.body());
    assertThat(events).hasSize(1 + 3 + 1 + 1 + 1);
    JsonNode role = json(events.get(0));
    assertThat(role.at("/id").textValue()).startsWith("chatcmpl-");
    assertThat(role.at("/object").textValue()).isEqualTo("chat.completion.chunk");
    assertThat(role.at("/created").longValue()).isGreaterThan(1_700_000_000L);
    assertThat(role.at("/model").textValue()).isEqualTo("my \"model\"");
    assertThat(role.at("/choices/0/index").intValue()).isZero();
    assertThat(role.at("/choices/0/delta"))
        .isEqualTo(JSON.readTree("{\"role\":\"assistant\",\"content\":\"\"}"));
    for (String event : events.subList(1, 4)) {
      JsonNode token = json(event);
      assertThat(token.at("/id")).isEqualTo(role.at("/id"));
      assertThat(token.at("/choices/0/delta")).hasSize(1);
      assertThat(token.at("/choices/0/delta/content").textValue()).isNotEmpty();
      assertThat(token.at("/choices/0/finish_reason").isNull()).isTrue();
    }
    JsonNode finish = json(events.get(4));
    assertThat(finish.at("/choices/0/delta")).isEmpty();
    assertThat(finish.at("/choices/0/finish_reason").textValue()).isEqualTo("length");
    JsonNode usage = json(events.get(5));
    assertThat(usage.at("/choices").isArray()).isTrue();
    assertThat(usage.at("/choices")).isEmpty();
    assertThat(usage.at("/usage"))
        .isEqualTo(
            JSON.readTree(
                "{\"prompt_tokens\":3,\"completion_tokens\":3,\"total_tokens\":6,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":0}}"));
    assertThat(events.get(6)).isEqualTo("data: [DONE]");
  }

  @Test
  void streamsNoUsageThatNobodyAskedFor() throws Exception {
    String body = chat(endpoint, "\"stream\":true,\"max_tokens\":2").body();
    assertThat(body).doesNotContain("usage");
    assertThat(events(body)).hasSize(1 + 2 + 1 + 1);
    assertThat(json(events(body).get(0)).at("/model").textValue()).isEqualTo("embedded-llm");
  }

  @Test
  void sendsEachEventAsAChunkOfItsOwn() throws Exception {
    try (RawClient client = new RawClient(endpoint.port())) {
      client.chat("{" + RawClient.MESSAGES + ",\"stream\":true,\"max_tokens\":5}");
      assertThat(client.head().status()).isEqualTo(200);
      assertThat(client.chunksToEnd())
          .hasSize(1 + 5 + 1 + 1)
          .allSatisfy(chunk -> assertThat(chunk).startsWith("data: ").endsWith("\n\n"))
          .allSatisfy(chunk -> assertThat(events(chunk)).hasSize(1));
    }
  }

  @Test
  void answersWhole() throws Exception {
    HttpResponse<String> response =
        chat(endpoint, "\"max_tokens\":9,\"max_completion_tokens\":4,\"stream\":false");
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    JsonNode answer = JSON.readTree(response.body());
    assertThat(answer.at("/object").textValue()).isEqualTo("chat.completion");
    assertThat(answer.at("/choices/0/message/role").textValue()).isEqualTo("assistant");
    assertThat(answer.at("/choices/0/message/content").textValue()).isNotBlank();
    assertThat(answer.at("/choices/0/finish_reason").textValue()).isEqualTo("length");
    assertThat(answer.at("/usage/completion_tokens").intValue()).isEqualTo(4);
    assertThat(answer.at("/usage/total_tokens").intValue()).isEqualTo(7);
  }

  @Test
  void givesAsManyTokensAsAskedFor128ByDefault() throws Exception {
    String body = chat(endpoint, "\"temperature\":0.7").body();
    assertThat(JSON.readTree(body).at("/usage/completion_tokens").intValue()).isEqualTo(128);
    assertThat(endpoint.counters().tokensProduced()).isEqualTo(128);
    assertThat(endpoint.counters().completed()).isOne();
  }

  @Test
  void aSeedMakesTheTextInAnyForm() throws Exception {
    String whole = content(chat(endpoint, "\"seed\":5,\"max_tokens\":200").body());
    assertThat(content(chat(endpoint, "\"seed\":5,\"max_tokens\":200").body())).isEqualTo(whole);
    assertThat(content(chat(endpoint, "\"seed\":6,\"max_tokens\":200").body())).isNotEqualTo(whole);

    StringBuilder streamed = new StringBuilder();
    List<String> events =
        events(chat(endpoint, "\"seed\":5,\"max_tokens\":200,\"stream\":true").body());
    for (String event : events.subList(1, 201)) {
      streamed.append(json(event).at("/choices/0/delta/content").textValue());
    }
    // Quotes, line feeds, backslashes and letters beyond ASCII came through both.
    assertThat(streamed).hasToString(whole);
  }

  @Test
  void theEndpointsSeedMakesAllItsTexts() throws Exception {
    try (EmbeddedEndpoint same = EmbeddedEndpoint.start(SETTINGS);
        EmbeddedEndpoint other = EmbeddedEndpoint.start(SETTINGS.withSeed(12))) {
      String first = content(chat(endpoint, "\"max_tokens\":50").body());
      String second = content(chat(endpoint, "\"max_tokens\":50").body());
      assertThat(second).isNotEqualTo(first);
      assertThat(content(chat(same, "\"max_tokens\":50").body())).isEqualTo(first);
      assertThat(content(chat(same, "\"max_tokens\":50").body())).isEqualTo(second);
      assertThat(content(chat(other, "\"max_tokens\":50").body())).isNotEqualTo(first);
    }
  }

  @Test
  void countsThePromptWithTheCallersTokenizer() throws Exception {
    EndpointSettings words = SETTINGS.withPromptTokens(text -> text.split("\\s+", -1).length);
    try (EmbeddedEndpoint counting = EmbeddedEndpoint.start(words)) {
      String body = chat(counting, "\"max_tokens\":1").body();
      assertThat(JSON.readTree(body).at("/usage/prompt_tokens").intValue()).isEqualTo(2);
    }
  }

  @Test
  void aLongStreamSurvivesAReaderThatIsSlowerThanTheModel() throws Exception {
    String body = chat(endpoint, "\"stream\":true,\"max_tokens\":100000").body();
    assertThat(events(body)).hasSize(1 + 100_000 + 1 + 1);
  }
}
