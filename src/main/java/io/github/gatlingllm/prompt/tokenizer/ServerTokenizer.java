package io.github.gatlingllm.prompt.tokenizer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The tokenizer of the server that is tested, asked over HTTP: each count is a request. Counts are
 * kept, up to a bound. It waits for the answer, so it is no thing for an event loop.
 */
final class ServerTokenizer implements Tokenizer {

  /** The value of {@code generator.tokenizer} that means this one. */
  static final String NAME = "server";

  /** How often a count is asked for again, once the server has counted before. */
  private static final int RETRIES = 3;

  /** Before the first of these; twice as long before each further one. */
  private static final long BACK_OFF_MILLIS = 100;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  /** The ids of two million tokens; a prompt's text may be as long as its tokens make it. */
  private static final long MAX_ANSWER_BYTES = 16L << 20;

  private static final long MAX_CACHE_CHARS = 4L << 20;

  private final TokenizeEndpoint endpoint;
  private final HttpClient client;
  private final CountCache counts = new CountCache(MAX_CACHE_CHARS);
  private volatile @Nullable TokenizeDialect dialect;

  ServerTokenizer(TokenizeEndpoint endpoint) {
    this.endpoint = endpoint;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public int count(String text) {
    Integer known = counts.get(text);
    if (known != null) {
      return known;
    }
    int count = ask(text);
    counts.put(text, count);
    return count;
  }

  private int ask(String text) {
    TokenizeDialect known = dialect;
    if (known != null) {
      OptionalInt count = askAgain(known, text);
      if (count.isEmpty()) {
        throw fault("gives an answer of another form than before");
      }
      return count.getAsInt();
    }
    // llama.cpp answers vLLM's question too, without a count; vLLM refuses llama.cpp's.
    for (TokenizeDialect tried : TokenizeDialect.values()) {
      OptionalInt count = ask(tried, text);
      if (count.isPresent()) {
        dialect = tried;
        return count.getAsInt();
      }
    }
    throw fault("gives neither vLLM's answer nor llama.cpp's");
  }

  /**
   * A server under load fails now and then, and one count that is missing would end the run: a
   * count is no request of the load, so it may be asked for again.
   */
  private OptionalInt askAgain(TokenizeDialect spoken, String text) {
    long wait = BACK_OFF_MILLIS;
    for (int left = RETRIES; ; left--, wait *= 2) {
      try {
        return ask(spoken, text);
      } catch (PassingFault e) {
        if (left == 0) {
          throw fault(e.what + ", " + (1 + RETRIES) + " times in a row");
        }
        await(wait);
      }
    }
  }

  private void await(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault("was not waited for");
    }
  }

  /** One that may be over when the server is asked again. */
  private static final class PassingFault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String what;

    PassingFault(String what) {
      super(what);
      this.what = what;
    }
  }

  /** The same, of a server that has counted before. */
  private RuntimeException passing(String what) {
    return dialect == null ? fault(what) : new PassingFault(what);
  }

  /** The count, or nothing if the server does not speak so. */
  private OptionalInt ask(TokenizeDialect spoken, String text) {
    HttpResponse<byte[]> response = send(spoken, text);
    int status = response.statusCode();
    return switch (status) {
      case 200 -> spoken.read(response.body());
      case 400, 415, 422 -> {
        if (dialect != null) {
          throw fault("refuses a text of " + text.length() + " characters (HTTP " + status + ")");
        }
        yield OptionalInt.empty();
      }
      case 401, 403 -> throw fault("does not accept the API key (HTTP " + status + ")");
      case 404, 405, 501 ->
          throw fault(
              "is not offered by this server (HTTP "
                  + status
                  + "): name a vocabulary or the path of the model's tokenizer.json instead");
      default -> throw passing("answers with HTTP " + status);
    };
  }

  private HttpResponse<byte[]> send(TokenizeDialect spoken, String text) {
    CompletableFuture<HttpResponse<byte[]>> sent = null;
    try {
      sent = client.sendAsync(request(spoken, text), info -> new BoundedBody(MAX_ANSWER_BYTES));
      // The client's own timeout ends with the headers; this one is of the whole answer.
      return sent.get(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw passing(reason(e.getCause() == null ? e : e.getCause()));
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw passing("gives no answer within " + ANSWER_TIMEOUT.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault("was not waited for");
    } catch (IOException e) {
      throw fault("cannot be asked: " + e.getMessage());
    }
  }

  private HttpRequest request(TokenizeDialect spoken, String text) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.url())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(spoken.ask(endpoint.model(), text)));
    if (!endpoint.apiKey().isEmpty()) {
      request.header("Authorization", "Bearer " + endpoint.apiKey());
    }
    return request.build();
  }

  private static String reason(Throwable failure) {
    if (failure instanceof ConnectException) {
      return "cannot be reached: connection refused or no such host";
    }
    String message = failure.getMessage();
    return "failed: " + (message == null ? failure.getClass().getSimpleName() : message);
  }

  private TokenizerException fault(String what) {
    return new TokenizerException("tokenizer \"" + NAME + "\": " + endpoint.url() + " " + what);
  }

  @Override
  public String toString() {
    return NAME + " at " + endpoint;
  }
}
