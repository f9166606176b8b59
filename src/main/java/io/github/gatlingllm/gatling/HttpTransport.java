package io.github.gatlingllm.gatling;

import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.config.SslConfiguration;
import io.gatling.http.client.HttpClientConfig;
import io.gatling.http.client.HttpListener;
import io.gatling.http.client.Request;
import io.gatling.http.client.RequestBuilder;
import io.gatling.http.client.body.bytearray.ByteArrayRequestBodyBuilder;
import io.gatling.http.client.impl.DefaultHttpClient;
import io.gatling.http.client.resolver.InetAddressNameResolver;
import io.gatling.http.client.uri.Uri;
import io.gatling.http.engine.HttpClientFactory;
import io.gatling.http.engine.HttpEngine;
import io.gatling.http.util.SslContextsFactory;
import io.github.gatlingllm.api.HttpCall;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import java.net.InetSocketAddress;
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

  HttpTransport(CoreComponents core, TransportSettings settings) {
    GatlingConfiguration configuration = core.configuration();
    SslContextsFactory ssl =
        settings.verifyTls()
            ? new SslContextsFactory(verifying(configuration.ssl()), true)
            : new SslContextsFactory(configuration.ssl(), false);
    HttpClientConfig config =
        new HttpClientFactory(ssl, configuration)
            .newClientConfig()
            .setConnectTimeout(settings.connectTimeout().toMillis())
            .setChannelPoolIdleTimeout(settings.idleTimeout().toMillis())
            .setEnableHostnameVerification(settings.verifyTls());
    this.engine =
        new HttpEngine(
            ssl, new DefaultHttpClient(config), core.eventLoopGroup(), core.clock(), configuration);
    this.resolvers = engine.newSharedAsyncDnsNameResolverFactory(new InetSocketAddress[0]);
  }

  private static SslConfiguration verifying(SslConfiguration ssl) {
    return new SslConfiguration(
        ssl.useOpenSsl(),
        ssl.useOpenSslFinalizers(),
        ssl.handshakeTimeout(),
        false,
        ssl.enabledProtocols(),
        ssl.enabledCipherSuites(),
        ssl.sessionCacheSize(),
        ssl.sessionTimeout(),
        ssl.enableSni(),
        ssl.keyManagerFactory(),
        ssl.trustManagerFactory());
  }

  /**
   * Sends a call.
   *
   * @param clientId the user whose connections are used, if they are not shared
   * @param shared whether connections are shared by all users of an event loop
   */
  void send(
      String name,
      HttpCall call,
      long clientId,
      boolean shared,
      EventLoop eventLoop,
      HttpListener listener) {
    Request request = request(name, call, resolvers.apply(eventLoop));
    engine.executeRequest(request, clientId, shared, eventLoop, listener, Option.empty());
  }

  private static Request request(String name, HttpCall call, InetAddressNameResolver resolver) {
    RequestBuilder builder =
        new RequestBuilder(name, HttpMethod.POST, Uri.create(call.url()), resolver)
            .setRequestTimeout(NO_REQUEST_TIMEOUT)
            .setBodyBuilder(new ByteArrayRequestBodyBuilder(call.body(), null));
    call.headers().forEach(header -> builder.addHeader(header.name(), header.value()));
    return builder.build();
  }

  /** Lets go of the connections that a user had for itself. */
  void userEnded(long clientId, EventLoop eventLoop) {
    engine.flushClientIdChannels(clientId, eventLoop);
  }

  @Override
  public void close() {
    engine.close();
  }
}
