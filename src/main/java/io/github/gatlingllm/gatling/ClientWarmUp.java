package io.github.gatlingllm.gatling;

import java.time.Duration;

/**
 * How the client warms itself up before its first request.
 *
 * @param limit for how long; zero for not at all
 * @param sources starts what answers it
 */
public record ClientWarmUp(Duration limit, Sources sources) {

  /** Starts endpoints for warm-ups. */
  @FunctionalInterface
  public interface Sources {

    /**
     * Starts an OpenAI chat endpoint on the loopback address.
     *
     * @param tls whether it speaks TLS, with a certificate that need not be trusted
     * @throws java.io.UncheckedIOException where it cannot be started
     */
    Source start(boolean tls);
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
    return new ClientWarmUp(newLimit, sources);
  }
}
