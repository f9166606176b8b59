package io.github.gatlingllm.gatling;

import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.config.SslConfiguration;
import io.gatling.http.client.HttpClientConfig;
import io.gatling.http.client.HttpListener;
import io.gatling.http.client.Request;
import io.gatling.http.client.RequestBuilder;
import io.gatling.http.client.SslContextsHolder;
import io.gatling.http.client.body.bytearray.ByteArrayRequestBodyBuilder;
import io.gatling.http.client.impl.DefaultHttpClient;
import io.gatling.http.client.proxy.HttpProxyServer;
import io.gatling.http.client.resolver.InetAddressNameResolver;
import io.gatling.http.client.uri.Uri;
import io.gatling.http.engine.HttpClientFactory;
import io.gatling.http.engine.HttpEngine;
import io.gatling.http.util.SslContextsFactory;
import io.github.gatlingllm.api.HttpCall;
import io.github.gatlingllm.aws.RequestSigner;
import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Option;

/**
 * Gatling's own HTTP client, set up for LLM endpoints: TLS is verified, whatever Gatling's defaults
 * are, and limits on connections are those of the protocol.
 */
final class HttpTransport implements AutoCloseable {

  /** Gatling's limit on a whole request is off: an exchange has its own, each with its outcome. */
  private static final long NO_REQUEST_TIMEOUT = 0;

  private final HttpEngine engine;
  private final Function1<EventLoop, InetAddressNameResolver> resolvers;
  private final boolean http2;
  private final @Nullable HttpProxyServer proxy;
  private final SslContextsHolder sslContexts;
  private final TlsTiming tlsTiming;
  private final @Nullable RequestSigner signer;

  /**
   * Sets up the client.
   *
   * @param signer signs each request, and is closed with this transport; null for none
   * @throws IllegalArgumentException if the trusted certificates cannot be read, or the proxy's
   *     host is unknown
   */
  HttpTransport(
      CoreComponents core,
      TransportSettings settings,
      RunClock clock,
      @Nullable RequestSigner signer) {
    GatlingConfiguration configuration = core.configuration();
    this.signer = signer;
    this.http2 = settings.http2();
    this.tlsTiming = new TlsTiming(clock);
    this.proxy = proxy(settings.proxy());
    SslContextsFactory ssl =
        new SslContextsFactory(ssl(configuration.ssl(), settings), settings.verifyTls());
    HttpClientConfig config = new HttpClientFactory(ssl, configuration).newClientConfig();
    this.sslContexts = config.getDefaultSslContextsHolder();
    config =
        config
            .setDefaultSslContextsHolder(tlsTiming.timed(sslContexts))
            .setConnectTimeout(settings.connectTimeout().toMillis())
            .setChannelPoolIdleTimeout(settings.idleTimeout().toMillis())
            .setEnableHostnameVerification(settings.verifyTls());
    this.engine =
        new HttpEngine(
            ssl, new DefaultHttpClient(config), core.eventLoopGroup(), core.clock(), configuration);
    this.resolvers = engine.newSharedAsyncDnsNameResolverFactory(new InetSocketAddress[0]);
  }

  private static SslConfiguration ssl(SslConfiguration ssl, TransportSettings settings) {
    Option<TrustManagerFactory> trusted =
        settings.trusted() == null
            ? ssl.trustManagerFactory()
            : Option.apply(TrustedCertificates.read(settings.trusted()));
    return new SslConfiguration(
        ssl.useOpenSsl(),
        ssl.useOpenSslFinalizers(),
        ssl.handshakeTimeout(),
        !settings.verifyTls(),
        ssl.enabledProtocols(),
        ssl.enabledCipherSuites(),
        ssl.sessionCacheSize(),
        ssl.sessionTimeout(),
        ssl.enableSni(),
        ssl.keyManagerFactory(),
        settings.verifyTls() ? trusted : Option.empty());
  }

  private static @Nullable HttpProxyServer proxy(TransportSettings.@Nullable Proxy proxy) {
    if (proxy == null) {
      return null;
    }
    try {
      return new HttpProxyServer(proxy.host(), proxy.port(), null, false, new DefaultHttpHeaders());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("the proxy's host is unknown: " + proxy.host(), e);
    }
  }

  /**
   * What a call is to Gatling's client; sent once.
   *
   * @throws io.github.gatlingllm.aws.MissingCredentialsException if it cannot be signed
   */
  Request request(String name, HttpCall call, EventLoop eventLoop) {
    RequestBuilder builder =
        new RequestBuilder(
                name,
                HttpMethod.valueOf(call.method()),
                Uri.create(call.url()),
                resolvers.apply(eventLoop))
            .setRequestTimeout(NO_REQUEST_TIMEOUT)
            .setHttp2Enabled(http2);
    if (call.body().length > 0 || !call.method().equals("GET")) {
      builder.setBodyBuilder(new ByteArrayRequestBodyBuilder(call.body(), null));
    }
    if (proxy != null) {
      builder.setProxyServer(proxy);
    }
    call.headers().forEach(header -> builder.addHeader(header.name(), header.value()));
    return signer == null ? builder.build() : RequestSignature.added(builder, call.body(), signer);
  }

  /** Whether making a request takes the time of a signature, which is no part of its latency. */
  boolean signs() {
    return signer != null;
  }

  /**
   * Sends a request.
   *
   * @param clientId the user whose connections are used, if they are not shared
   * @param shared whether connections are shared by all users of an event loop
   * @param eventLoop the one that it was made for
   */
  void send(
      Request request, long clientId, boolean shared, EventLoop eventLoop, HttpListener listener) {
    engine.executeRequest(request, clientId, shared, eventLoop, listener, Option.empty());
  }

  /** What tells the TLS handshakes of this transport's connections. */
  TlsTiming tlsTiming() {
    return tlsTiming;
  }

  /** Lets go of the connections that a user had for itself. */
  void userEnded(long clientId, EventLoop eventLoop) {
    engine.flushClientIdChannels(clientId, eventLoop);
  }

  @Override
  public void close() {
    engine.close();
    if (signer != null) {
      signer.close();
    }
    // The client releases what it was given, which is the timed view of these.
    ReferenceCountUtil.release(sslContexts.getSslContext());
    ReferenceCountUtil.release(sslContexts.getAlpnSslContext());
  }
}
