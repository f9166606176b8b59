package io.github.gatlingllm.gatling;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What connections are like.
 *
 * @param connectTimeout the limit on opening one
 * @param idleTimeout how long an unused one is kept
 * @param verifyTls whether certificates and host names are verified
 * @param trusted a file of PEM certificates that are trusted instead of the JVM's, or nothing
 * @param http2 whether HTTP/2 is offered over TLS
 * @param proxy an HTTP proxy, or nothing
 */
public record TransportSettings(
    Duration connectTimeout,
    Duration idleTimeout,
    boolean verifyTls,
    @Nullable Path trusted,
    boolean http2,
    @Nullable Proxy proxy) {

  /** 10 s to connect, 60 s idle, TLS verified, HTTP/1.1, no proxy. */
  public static final TransportSettings DEFAULT =
      new TransportSettings(
          Duration.ofSeconds(10), Duration.ofSeconds(60), true, null, false, null);

  /**
   * An HTTP proxy: for https it is asked to connect, for http it gets the whole URL.
   *
   * @param host its name or address
   * @param port its port
   */
  public record Proxy(String host, int port) {}

  /** With other limits on connections. */
  public TransportSettings withTimeouts(Duration connect, Duration idle) {
    return new TransportSettings(connect, idle, verifyTls, trusted, http2, proxy);
  }

  /** With every certificate and host name trusted. */
  public TransportSettings withoutVerification() {
    return new TransportSettings(connectTimeout, idleTimeout, false, trusted, http2, proxy);
  }

  /** With the certificates of a PEM file trusted, and no others. */
  public TransportSettings withTrusted(Path certificates) {
    return new TransportSettings(
        connectTimeout, idleTimeout, verifyTls, certificates, http2, proxy);
  }

  /** With HTTP/2 offered over TLS. */
  public TransportSettings withHttp2() {
    return new TransportSettings(connectTimeout, idleTimeout, verifyTls, trusted, true, proxy);
  }

  /** Through an HTTP proxy. */
  public TransportSettings withProxy(Proxy newProxy) {
    return new TransportSettings(connectTimeout, idleTimeout, verifyTls, trusted, http2, newProxy);
  }
}
