package io.github.gatlingllm.server;

import java.util.Map;

/** Sends errors, and counts each by its kind. */
final class Refusals {

  private final Tally tally;

  Refusals(Tally tally) {
    this.tally = tally;
  }

  void send(Exchange exchange, ApiError error) {
    send(exchange, error, Map.of());
  }

  void send(Exchange exchange, ApiError error, Map<String, String> headers) {
    tally.count(eventOf(error));
    exchange.respond(error.status(), error.json(), headers);
  }

  private static Tally.Event eventOf(ApiError error) {
    return switch (error.status()) {
      case ApiError.TOO_LARGE -> Tally.Event.TOO_LARGE;
      case ApiError.TOO_MANY_REQUESTS -> Tally.Event.QUEUE_FULL;
      default -> Tally.Event.REJECTED;
    };
  }
}
