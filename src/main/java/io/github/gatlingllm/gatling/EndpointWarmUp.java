package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.ClosedLoad;
import io.github.gatlingllm.load.LevelPlan;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptReuse;
import io.github.gatlingllm.prompt.PromptSource;
import io.github.gatlingllm.report.ConsoleText;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The requests that let an endpoint warm up: caches, compiled kernels, replicas that start on
 * demand. They are sent before the load, so many at a time as it has streams, and counted nowhere.
 */
final class EndpointWarmUp {

  private static final int OF_OPEN_LOAD = 8;
  private static final int MAX_AT_ONCE = 64;
  private static final String SHORT = "Say hello.";
  private static final int SHORT_TOKENS = 64;
  private static final int MAX_ERROR_CHARS = 500;

  private final UncountedRequests requests;
  private final PromptSource prompts;
  private final int atOnce;
  private final boolean redacted;
  private final Semaphore free;
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicReference<@Nullable StreamOutcome> lastFailure = new AtomicReference<>();

  private EndpointWarmUp(
      UncountedRequests requests, PromptSource prompts, int atOnce, boolean redacted) {
    this.requests = requests;
    this.redacted = redacted;
    this.prompts = prompts;
    this.atOnce = atOnce;
    this.free = new Semaphore(atOnce);
  }

  /**
   * Sends them, and waits until all have ended; not on an event loop.
   *
   * @return what went wrong, if anything did
   */
  static Optional<String> send(LlmProtocol protocol, UncountedRequests requests) {
    int count = protocol.opening().warmUpRequests();
    PromptSource given = protocol.opening().warmUpPrompts();
    EndpointWarmUp warmUp =
        new EndpointWarmUp(
            requests,
            given == null ? shortOnes(protocol) : given,
            streams(protocol),
            protocol.run().texts().redacted());
    try {
      return warmUp.send(count);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the warm-up requests were interrupted");
    } catch (RuntimeException e) { // Functions of the simulation throw what they like.
      return Optional.of(
          "no warm-up requests were sent: the protocol needs values of a user's session ("
              + ConsoleText.ascii(String.valueOf(e.getMessage()), MAX_ERROR_CHARS)
              + ")");
    }
  }

  private static PromptSource shortOnes(LlmProtocol protocol) {
    Prompt one =
        new Prompt(
            0,
            protocol.api().probe(SHORT),
            Prompt.UNKNOWN,
            Prompt.UNKNOWN,
            SHORT_TOKENS,
            PromptReuse.NONE,
            Map.of());
    return index -> one;
  }

  /** How many an open load will have open, nobody knows before. */
  private static int streams(LlmProtocol protocol) {
    LevelPlan levels = protocol.levels();
    if (levels != null) {
      return levels.isClosed() ? (int) Math.min(MAX_AT_ONCE, levels.most()) : OF_OPEN_LOAD;
    }
    if (protocol.load() instanceof ClosedLoad closed) {
      return Math.min(MAX_AT_ONCE, closed.concurrency());
    }
    return protocol.load() == null ? 1 : OF_OPEN_LOAD;
  }

  private Optional<String> send(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      Prompt prompt = prompts.prompt(i);
      UncountedRequests.Prepared request =
          requests.prepare(prompt.messages(), outputTokens(prompt));
      free.acquire();
      request.send(this::ended);
    }
    free.acquire(atOnce);
    StreamOutcome failure = lastFailure.get();
    StreamOutcome last = failure == null || !redacted ? failure : failure.withoutText();
    return last == null
        ? Optional.empty()
        : Optional.of(
            failed.get()
                + " of "
                + count
                + " warm-up requests failed, one of them with "
                + last.kind()
                + ": "
                + ConsoleText.ascii(last.message(), MAX_ERROR_CHARS));
  }

  private static OptionalInt outputTokens(Prompt prompt) {
    return prompt.outputTokenTarget() == Prompt.UNKNOWN
        ? OptionalInt.empty()
        : OptionalInt.of(prompt.outputTokenTarget());
  }

  private void ended(StreamResult result) {
    if (result.outcome().isFailed()) {
      failed.incrementAndGet();
      lastFailure.set(result.outcome());
    }
    free.release();
  }
}
