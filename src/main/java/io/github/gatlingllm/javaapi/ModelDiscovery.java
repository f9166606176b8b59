package io.github.gatlingllm.javaapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.api.HttpCall;
import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.config.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks an endpoint that speaks like OpenAI which models it has: once, before a run is set up. */
public final class ModelDiscovery {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MAX_BYTES = 1 << 20;
  private static final int EXCERPT_CHARS = 200;
  private static final int OK = 200;

  private final Provider provider;
  private final Duration limit;

  ModelDiscovery(Provider provider) {
    this(provider, LIMIT);
  }

  /**
   * Asks nobody yet.
   *
   * @param limit for connecting, for the answer to begin, and for it to end
   */
  public ModelDiscovery(Provider provider, Duration limit) {
    this.provider = provider;
    this.limit = limit;
  }

  /**
   * The first model that the endpoint lists.
   *
   * @throws InvalidConfigException if it lists none; it says what the endpoint answered
   */
  String firstModel() {
    try {
      return models().get(0);
    } catch (IOException e) {
      throw new InvalidConfigException(
          List.of("provider.model is not given, and " + e.getMessage() + "; name the model"));
    }
  }

  /**
   * The models that the endpoint lists, one at least.
   *
   * @throws IOException if it lists none; the message says what it answered, without the key
   */
  public List<String> models() throws IOException {
    Optional<String> fault = new ConfiguredApi(provider).fault();
    if (fault.isPresent()) {
      throw new IOException(fault.get());
    }
    int query = provider.baseUrl().indexOf('?');
    String place = query < 0 ? provider.baseUrl() : provider.baseUrl().substring(0, query);
    String url = place + "/models" + (query < 0 ? "" : provider.baseUrl().substring(query));
    String shown = place + "/models";
    String key = new ConfiguredApi(provider).key();
    HttpResponse<InputStream> response = answer(url, shown, key);
    try (InputStream body = response.body()) {
      String text = readWithin(body, shown);
      String told = told(key.isEmpty() ? text : text.replace(key, "***"));
      if (response.statusCode() != OK) {
        throw new IOException(shown + " answered HTTP " + response.statusCode() + told);
      }
      List<String> models = listed(text);
      if (models.isEmpty()) {
        throw new IOException(shown + " lists no model" + told);
      }
      return models;
    }
  }

  private HttpResponse<InputStream> answer(String url, String shown, String key)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).timeout(limit).header("accept", "application/json");
    if (!key.isEmpty()) {
      ConfiguredApi api = new ConfiguredApi(provider);
      for (HttpCall.Header header : api.protocol().api().credentials(key)) {
        request.header(header.name(), header.value());
      }
    }
    HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(limit).build();
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(shown + " could not be asked: interrupted", e);
    } catch (IOException e) {
      throw new IOException(shown + " could not be asked: " + reason(e), e);
    }
  }

  /** A body may come forever, or stop in its middle, long after its headers were in time. */
  private String readWithin(InputStream body, String shown) throws IOException {
    CompletableFuture<byte[]> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return body.readNBytes(MAX_BYTES);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      return new String(read.get(limit.toMillis(), TimeUnit.MILLISECONDS), StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(shown + " could not be asked: interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(shown + " could not be asked: the answer breaks off", e);
    } catch (TimeoutException e) {
      throw new IOException(
          shown + " could not be asked: its answer takes longer than " + limit.toSeconds() + " s",
          e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static List<String> listed(String body) {
    List<String> ids = new ArrayList<>();
    try {
      for (JsonNode model : new ObjectMapper().readTree(body).path("data")) {
        String id = model.path("id").asText();
        if (!id.isBlank()) {
          ids.add(id);
        }
      }
    } catch (JsonProcessingException e) {
      // The caller tells what it is instead.
    }
    return List.copyOf(ids);
  }

  private static String told(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    String cut = line.length() <= EXCERPT_CHARS ? line : line.substring(0, EXCERPT_CHARS) + "…";
    return line.isEmpty() ? "" : ": " + cut;
  }
}
