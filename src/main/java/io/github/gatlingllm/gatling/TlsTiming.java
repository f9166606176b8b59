package io.github.gatlingllm.gatling;

import io.gatling.http.client.SslContextsHolder;
import io.github.gatlingllm.stream.StreamExchange;
import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.Channel;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.net.ssl.SSLEngine;

/**
 * Tells connecting from the TLS handshake. Gatling's client makes a connection's TLS engine at the
 * moment in which its TCP connection is open: that instant is kept with the engine until the
 * request that opened the connection is written.
 */
final class TlsTiming {

  /** Weak, since an engine whose handshake fails is never asked for again. */
  private final Map<SSLEngine, Long> connectedNanos =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final RunClock clock;

  TlsTiming(RunClock clock) {
    this.clock = clock;
  }

  SslContextsHolder timed(SslContextsHolder contexts) {
    SslContext alpn = contexts.getAlpnSslContext();
    return new SslContextsHolder.Default(
        new Timed(contexts.getSslContext()), alpn == null ? null : new Timed(alpn));
  }

  /** Tells an exchange of the handshake, if its request is the first on the connection. */
  void report(Channel channel, StreamExchange exchange) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      Long nanos = connectedNanos.remove(tls.engine());
      if (nanos != null) {
        exchange.connected(nanos);
      }
    }
  }

  private final class Timed extends DelegatingSslContext {

    Timed(SslContext context) {
      super(context);
    }

    @Override
    protected void initEngine(SSLEngine engine) {
      connectedNanos.put(engine, clock.nanos());
    }
  }
}
