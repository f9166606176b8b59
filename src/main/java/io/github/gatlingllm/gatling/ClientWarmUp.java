package io.github.gatlingllm.gatling;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How the client warms itself up before its first request.
 *
 * @param limit for how long; zero for not at all
 * @param source starts what answers it: an OpenAI chat endpoint on the loopback address
 */
public record ClientWarmUp(Duration limit, Supplier<Source> source) {

  /** An endpoint that is there for the warm-up only. */
  public interface Source extends AutoCloseable {

    /** The base URL, as a client is given it. */
    String baseUrl();

    @Override
    void close();
  }

  /** The same with another limit. */
  public ClientWarmUp upTo(Duration newLimit) {
    return new ClientWarmUp(newLimit, source);
  }
}
