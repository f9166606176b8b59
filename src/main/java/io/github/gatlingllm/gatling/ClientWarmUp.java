package io.github.gatlingllm.gatling;

import java.time.Duration;

/**
 * How the client warms itself up before its first request.
 *
 * @param limit for how long, all rounds together; zero for not at all
 * @param grace how long each round waits for answers that are open at its end
 * @param sources starts what answers it
 */
public record ClientWarmUp(Duration limit, Duration grace, Sources sources) {

  /**
   * What the answers of a round are like. Each takes other turns through the same code, and what
   * was compiled for one of them alone is thrown away at the first of another, in the middle of the
   * run.
   */
  public enum Answers {
    /** A few tokens, as fast as can be: what happens once a request. */
    SHORT(8),
    /** Many tokens, several in a read: what happens once a token. */
    BURSTS(8),
    /** Token by token at a pace, as servers do it; leaves the compiler time to catch up. */
    PACED(128);

    private final int streamsPerLoop;

    Answers(int streamsPerLoop) {
      this.streamsPerLoop = streamsPerLoop;
    }

    /** How many are streamed at a time on each event loop. */
    int streamsPerLoop() {
      return streamsPerLoop;
    }
  }

  /** Starts endpoints for warm-ups. */
  @FunctionalInterface
  public interface Sources {

    /**
     * Starts an OpenAI chat endpoint on the loopback address.
     *
     * @param answers what it answers
     * @param tls whether it speaks TLS, with a certificate that need not be trusted
     * @throws java.io.UncheckedIOException where it cannot be started
     */
    Source start(Answers answers, boolean tls);
  }

  /** An endpoint that is there for the warm-up only. */
  public interface Source extends AutoCloseable {

    /** The base URL, as a client is given it. */
    String baseUrl();

    @Override
    void close();
  }

  /** The same with another limit. */
  public ClientWarmUp upTo(Duration newLimit) {
    return new ClientWarmUp(newLimit, grace, sources);
  }
}
