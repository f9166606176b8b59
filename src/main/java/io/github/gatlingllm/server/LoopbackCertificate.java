package io.github.gatlingllm.server;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What a server of this process shows a client of this process, so that TLS can be spoken without
 * asking anybody for a certificate. Its key is in the open and protects nothing.
 */
final class LoopbackCertificate {

  private LoopbackCertificate() {}

  /** A server's side of TLS with it. */
  static SslContext context() {
    try (InputStream certificate = resource("loopback.pem");
        InputStream key = resource("loopback-key.pem")) {
      // The JDK's, since the client's may be native: a machine without that has TLS all the same.
      return SslContextBuilder.forServer(certificate, key).sslProvider(SslProvider.JDK).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) throws FileNotFoundException {
    InputStream stream = LoopbackCertificate.class.getResourceAsStream(name);
    if (stream == null) {
      throw new FileNotFoundException("resource " + name);
    }
    return stream;
  }
}
