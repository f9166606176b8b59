package io.github.gatlingllm.gatling;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;

/**
 * An HTTPS server with a certificate of its own, over HTTP/1.1 or HTTP/2. Answers chats; the model
 * says how: see {@link Ending}.
 */
final class TlsServer implements AutoCloseable {

  /** What follows two tokens. */
  enum Ending {
    /** A finish reason and the end of the body. */
    GOOD,
    /** Nothing more. */
    ENDLESS,
    /** The connection is reset. */
    RESET,
    /** The connection is closed, without a word of TLS or HTTP. */
    CLOSE,
    /** A finish reason, and then the connection is reset. */
    FINISH_AND_RESET,
    /** HTTP/2 resets the stream and keeps the connection. */
    STREAM_RESET
  }

  private static final long FLUSHED_MILLIS = 50;
  private static final String PASSWORD = "changeit";
  private static final String TOKEN =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x \"}}]}\n\n";
  private static final String END =
      "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel channel;
  private final Path certificate;
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger http2Streams = new AtomicInteger();
  final AtomicInteger http2Resets = new AtomicInteger();

  /**
   * Starts a server.
   *
   * @param folder where its key is made
   * @param names the certificate's subject alternative names, as keytool takes them
   */
  TlsServer(Path folder, String names) throws Exception {
    Path store = folder.resolve("server.p12");
    this.certificate = folder.resolve("server.pem");
    keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-dname",
        "CN=test",
        "-ext",
        "SAN=" + names,
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Files.writeString(certificate, pem(keys.getCertificate("server")));
    SslContext ssl = sslContext(keys);
    this.channel =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel child) {
                    connections.incrementAndGet();
                    child.pipeline().addLast(ssl.newHandler(child.alloc()), new Negotiation());
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
  }

  private static String pem(Certificate certificate) throws GeneralSecurityException {
    String encoded = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n";
  }

  private static SslContext sslContext(KeyStore keys) throws IOException, GeneralSecurityException {
    KeyManagerFactory manager =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    manager.init(keys, PASSWORD.toCharArray());
    return SslContextBuilder.forServer(manager)
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_2,
                ApplicationProtocolNames.HTTP_1_1))
        .build();
  }

  private static void keytool(String... arguments) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command = new java.util.ArrayList<>(List.of(tool.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException(output);
    }
  }

  private final class Negotiation extends ApplicationProtocolNegotiationHandler {

    Negotiation() {
      super(ApplicationProtocolNames.HTTP_1_1);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        context
            .pipeline()
            .addLast(
                Http2FrameCodecBuilder.forServer().build(),
                new Http2MultiplexHandler(
                    new ChannelInitializer<Channel>() {
                      @Override
                      protected void initChannel(Channel stream) {
                        http2Streams.incrementAndGet();
                        stream
                            .pipeline()
                            .addLast(
                                new Resets(),
                                new Http2StreamFrameToHttpObjectCodec(true),
                                new HttpObjectAggregator(1 << 20),
                                new Answers());
                      }
                    }));
      } else {
        context
            .pipeline()
            .addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 20), new Answers());
      }
    }
  }

  private final class Resets extends io.netty.channel.ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      if (event instanceof Http2ResetFrame) {
        http2Resets.incrementAndGet();
      }
      super.userEventTriggered(context, event);
    }
  }

  private static final class Answers extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      Ending ending = ending(request.content().toString(StandardCharsets.UTF_8));
      DefaultHttpResponse response =
          new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream");
      if (context.pipeline().get(HttpServerCodec.class) != null) {
        HttpUtil.setTransferEncodingChunked(response, true);
      }
      context.write(response);
      write(context, TOKEN);
      write(context, TOKEN);
      if (ending == Ending.GOOD || ending == Ending.FINISH_AND_RESET) {
        write(context, END);
      }
      if (ending == Ending.GOOD) {
        context.write(LastHttpContent.EMPTY_LAST_CONTENT);
      }
      context.flush();
      if (ending != Ending.GOOD && ending != Ending.ENDLESS) {
        // Later, since what a client has not read yet is lost with a reset.
        context
            .executor()
            .schedule(() -> drop(context, ending), FLUSHED_MILLIS, TimeUnit.MILLISECONDS);
      }
    }

    private static Ending ending(String request) {
      return Stream.of(Ending.values())
          .filter(ending -> request.contains('"' + ending.name() + '"'))
          .findFirst()
          .orElse(Ending.GOOD);
    }

    private static void drop(ChannelHandlerContext context, Ending ending) {
      if (ending == Ending.STREAM_RESET) {
        context.channel().writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
        return;
      }
      Channel connection =
          context.channel() instanceof Http2StreamChannel stream
              ? stream.parent()
              : context.channel();
      if (ending != Ending.CLOSE) {
        connection.config().setOption(ChannelOption.SO_LINGER, 0);
      }
      connection.pipeline().firstContext().close(); // Past the TLS handler, which would say so.
    }

    private static void write(ChannelHandlerContext context, String text) {
      context.write(new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
    }
  }

  int port() {
    return ((java.net.InetSocketAddress) channel.localAddress()).getPort();
  }

  Path certificate() {
    return certificate;
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
