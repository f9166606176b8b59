package io.github.gatlingllm.gatling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.api.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Asks an endpoint that speaks like OpenAI which models it has: once, before a run, and on no event
 * loop, since it waits. Redirects are not followed: the requests of the run would not be either.
 */
public final class ModelList {

  /** The limit on the whole answer. */
  public static final Duration LIMIT = Duration.ofSeconds(10);

  private static final int MAX_BYTES = 1 << 20;
  private static final int EXCERPT_CHARS = 200;
  private static final int OK = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TransportSettings transport;
  private final Duration limit;

  /**
   * Over connections like those of the run.
   *
   * @param limit on the whole answer
   */
  public ModelList(TransportSettings transport, Duration limit) {
    this.transport = transport;
    this.limit = limit;
  }

  /** There is no model to take; the message says why, in one sentence without its full stop. */
  public static final class NoModelException extends Exception {
    private static final long serialVersionUID = 1L;

    NoModelException(String message) {
      super(message, null, false, false);
    }
  }

  private record Answer(int status, String text, boolean tooLong) {}

  /**
   * The first model that an endpoint lists.
   *
   * @param call where and with which headers to ask; its body is not sent
   * @throws NoModelException if it lists none, or cannot be asked
   */
  public String first(HttpCall call) throws NoModelException {
    return all(call).get(0);
  }

  /**
   * The models that an endpoint lists, one at least.
   *
   * @param call where and with which headers to ask; its body is not sent
   * @throws NoModelException if it lists none, or cannot be asked
   */
  public List<String> all(HttpCall call) throws NoModelException {
    int query = call.url().indexOf('?');
    String shown = query < 0 ? call.url() : call.url().substring(0, query);
    // Its headers are credentials, whatever they are called.
    Redaction redaction =
        CallHeaders.redaction(call, "")
            .with(
                call.headers().stream()
                    .flatMap(header -> Redaction.ofHeader(header.value()).stream())
                    .toList());
    Answer answer = answer(call, shown, redaction);
    if (answer.tooLong()) {
      throw new NoModelException(shown + " answered more than " + MAX_BYTES + " bytes");
    }
    String text = redaction.apply(answer.text());
    if (answer.status() != OK) {
      throw new NoModelException(shown + " answered HTTP " + answer.status() + told(text));
    }
    return listed(text, shown);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // What comes after the limit is of no interest.
  private Answer answer(HttpCall call, String shown, Redaction redaction) throws NoModelException {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    try {
      client()
          .sendAsync(request(call), HttpResponse.BodyHandlers.ofInputStream())
          .thenApplyAsync(ModelList::read)
          .whenComplete(
              (read, failure) -> {
                if (failure == null) {
                  answer.complete(read);
                } else {
                  answer.completeExceptionally(failure);
                }
              });
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoModelException(shown + " could not be asked: interrupted");
    } catch (TimeoutException e) {
      throw new NoModelException(shown + " could not be asked: " + late());
    } catch (ExecutionException e) {
      throw new NoModelException(
          shown + " could not be asked: " + redaction.apply(reason(innermost(e))));
    } catch (IllegalArgumentException e) {
      throw new NoModelException(
          shown + " could not be asked: " + redaction.apply(String.valueOf(e.getMessage())));
    }
  }

  private HttpClient client() {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limit);
    TransportSettings.Proxy proxy = transport.proxy();
    if (proxy != null) {
      client.proxy(ProxySelector.of(new InetSocketAddress(proxy.host(), proxy.port())));
    }
    return TrustedCertificates.context(transport).map(client::sslContext).orElse(client).build();
  }

  private HttpRequest request(HttpCall call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(call.url()))
            .timeout(limit)
            .header("accept", "application/json");
    for (HttpCall.Header header : call.headers()) {
      if (!header.name().equalsIgnoreCase("connection")) { // That client's own.
        request.header(header.name(), header.value());
      }
    }
    return request.build();
  }

  private static Answer read(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(MAX_BYTES + 1);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return new Answer(response.statusCode(), text, bytes.length > MAX_BYTES);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static Throwable innermost(Throwable failure) {
    Throwable found = failure;
    while (found instanceof CompletionException || found instanceof ExecutionException) {
      Throwable cause = found.getCause();
      if (cause == null) {
        return found;
      }
      found = cause;
    }
    return found;
  }

  private String reason(Throwable failure) {
    if (failure instanceof HttpTimeoutException) {
      return late();
    }
    if (failure instanceof SSLException) {
      return "the TLS handshake failed: " + failure.getMessage();
    }
    if (failure instanceof ConnectException) {
      return failure.getCause() instanceof UnresolvedAddressException
          ? "its host is unknown"
          : "nothing accepts connections there";
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private String late() {
    return "no whole answer within " + limit.toSeconds() + " s";
  }

  private static List<String> listed(String body, String shown) throws NoModelException {
    List<String> ids = new ArrayList<>();
    try {
      for (JsonNode model : JSON.readTree(body).path("data")) {
        String id = model.path("id").asText();
        if (!id.isBlank() && id.chars().noneMatch(Character::isISOControl)) {
          ids.add(id);
        }
      }
    } catch (JsonProcessingException e) {
      throw new NoModelException(shown + " answered what is not JSON" + told(body));
    }
    if (ids.isEmpty()) {
      throw new NoModelException(shown + " lists no model" + told(body));
    }
    return List.copyOf(ids);
  }

  private static String told(String text) {
    // Of the server's words: none may move the cursor of a terminal.
    String line = text.strip().replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
    String cut = line.length() <= EXCERPT_CHARS ? line : line.substring(0, EXCERPT_CHARS) + "…";
    return line.isEmpty() ? "" : ": " + cut;
  }
}
