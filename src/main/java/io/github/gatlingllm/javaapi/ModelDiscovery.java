package io.github.gatlingllm.javaapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.api.HttpCall;
import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.config.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Asks an endpoint that speaks like OpenAI which models it has: once, before the run is set up. */
final class ModelDiscovery {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MAX_BYTES = 1 << 20;
  private static final int EXCERPT_CHARS = 200;
  private static final int OK = 200;

  private final Provider provider;

  ModelDiscovery(Provider provider) {
    this.provider = provider;
  }

  /**
   * The first model that the endpoint lists.
   *
   * @throws InvalidConfigException if it lists none; it says what the endpoint answered
   */
  String firstModel() {
    int query = provider.baseUrl().indexOf('?');
    String shown = query < 0 ? provider.baseUrl() : provider.baseUrl().substring(0, query);
    String url = shown + "/models" + (query < 0 ? "" : provider.baseUrl().substring(query));
    try (InputStream body = answer(url, shown + "/models")) {
      String text = new String(body.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      return firstOf(text, shown + "/models");
    } catch (IOException e) {
      throw fault(shown + "/models could not be asked: " + reason(e));
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private InputStream answer(String url, String shown) throws IOException {
    ConfiguredApi api = new ConfiguredApi(provider);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).header("accept", "application/json");
    if (!api.key().isEmpty()) {
      for (HttpCall.Header header : api.protocol().api().credentials(api.key())) {
        request.header(header.name(), header.value());
      }
    }
    HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() != OK) {
        String said = new String(response.body().readNBytes(EXCERPT_CHARS), StandardCharsets.UTF_8);
        throw fault(
            shown + " answered HTTP " + response.statusCode() + told(said.replace(api.key(), "")));
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault(shown + " could not be asked: interrupted");
    }
  }

  private static String firstOf(String body, String shown) {
    try {
      for (JsonNode model : new ObjectMapper().readTree(body).path("data")) {
        String id = model.path("id").asText();
        if (!id.isBlank()) {
          return id;
        }
      }
    } catch (JsonProcessingException e) {
      // Told below, with what it is instead.
    }
    throw fault(shown + " lists no model" + told(body));
  }

  private static String told(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    String cut = line.length() <= EXCERPT_CHARS ? line : line.substring(0, EXCERPT_CHARS) + "…";
    return line.isEmpty() ? "" : ": " + cut;
  }

  private static InvalidConfigException fault(String what) {
    return new InvalidConfigException(
        List.of("provider.model is not given, and " + what + "; name the model"));
  }
}
