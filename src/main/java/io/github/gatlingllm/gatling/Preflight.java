package io.github.gatlingllm.gatling;

import io.github.gatlingllm.report.ConsoleText;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One short request that must succeed before anything else is sent: a wrong key, model or path is
 * then one message, and not a run of errors. It is counted nowhere.
 */
final class Preflight {

  private static final String PROMPT = "Say hello.";
  private static final int MAX_TOKENS = 16;
  private static final int MAX_ERROR_CHARS = 500;

  private Preflight() {}

  /**
   * Sends it, and waits for its end. Where the protocol needs values of a user's session it is left
   * out, and a line says so.
   *
   * @throws PreflightFailedException if it does not succeed
   */
  static void fly(LlmProtocol protocol, UncountedRequests requests) {
    UncountedRequests.Prepared request;
    try {
      request = requests.prepare(protocol.api().probe(PROMPT), OptionalInt.of(MAX_TOKENS));
    } catch (RuntimeException e) { // Functions of the simulation throw what they like.
      System.out.println(
          "gatling-llm: no pre-flight request to "
              + shown(protocol.endpoint())
              + ": the protocol needs values of a user's session ("
              + ConsoleText.ascii(String.valueOf(e.getMessage()), MAX_ERROR_CHARS)
              + ")");
      return;
    }
    StreamResult result = await(request);
    if (!isAnswer(result.outcome())) {
      throw new PreflightFailedException(message(protocol, result.outcome()));
    }
  }

  private static StreamResult await(UncountedRequests.Prepared request) {
    CompletableFuture<StreamResult> ended = new CompletableFuture<>();
    request.send(ended::complete);
    try {
      return ended.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PreflightFailedException("the pre-flight request was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // It is completed with results alone.
    }
  }

  /**
   * A model that says nothing to so short a question, or nothing allowed, is there all the same.
   */
  private static boolean isAnswer(StreamOutcome outcome) {
    return outcome.isOk()
        || outcome instanceof StreamOutcome.Empty
        || outcome instanceof StreamOutcome.ContentFiltered;
  }

  private static String message(LlmProtocol protocol, StreamOutcome outcome) {
    StreamOutcome told = protocol.run().texts().redacted() ? outcome.withoutText() : outcome;
    return String.format(
        "the pre-flight request failed, so the run is not started%n"
            + "  endpoint: %s, model %s%n"
            + "  error: %s: %s%n"
            + "  probably: %s",
        shown(protocol.endpoint()),
        ConsoleText.ascii(protocol.modelName(), MAX_ERROR_CHARS),
        outcome.kind(),
        ConsoleText.ascii(told.message(), MAX_ERROR_CHARS),
        PreflightDiagnosis.of(outcome).words());
  }

  /** Without a query, which may hold a key. */
  private static String shown(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }
}
