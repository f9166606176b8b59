package io.github.gatlingllm.gatling;

import java.time.Duration;

/**
 * What connections are like.
 *
 * @param connectTimeout the limit on opening one
 * @param idleTimeout how long an unused one is kept
 * @param verifyTls whether certificates and host names are verified
 */
public record TransportSettings(Duration connectTimeout, Duration idleTimeout, boolean verifyTls) {

  /** 10 s to connect, 60 s idle, TLS verified. */
  public static final TransportSettings DEFAULT =
      new TransportSettings(Duration.ofSeconds(10), Duration.ofSeconds(60), true);
}
