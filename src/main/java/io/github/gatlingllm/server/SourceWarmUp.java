package io.github.gatlingllm.server;

import io.github.gatlingllm.timing.RunClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Lets a JVM load and compile what a {@link TokenSource} needs, before anyone is measured against
 * it: what the source takes for its own first answers would be taken for the client's error. It
 * streams to itself, from a source of the same kind at another port, whose counts are its own.
 */
final class SourceWarmUp {

  private static final int STREAMS = 64;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final RunClock clock = RunClock.start();
  private final HttpRequest request;
  private final long endNanos;

  private SourceWarmUp(String baseUrl, Duration limit) {
    this.request =
        HttpRequest.newBuilder(URI.create(baseUrl + "/chat/completions"))
            .header("x-request-id", "warm-up")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    this.endNanos = clock.nanos() + limit.toNanos();
  }

  /** Streams for so long, and until the last answer has ended. */
  static void run(TokenSourceSettings settings, Duration limit) {
    if (limit.isZero()) {
      return;
    }
    try (TokenSource source = TokenSource.start(settings.withPort(0))) {
      SourceWarmUp warmUp = new SourceWarmUp(source.baseUrl(), limit);
      List<CompletableFuture<?>> streams = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        streams.add(warmUp.stream());
      }
      CompletableFuture.allOf(streams.toArray(CompletableFuture[]::new)).join();
    }
  }

  private CompletableFuture<?> stream() {
    return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .thenCompose(
            response ->
                clock.nanos() < endNanos ? stream() : CompletableFuture.completedFuture(null));
  }
}
