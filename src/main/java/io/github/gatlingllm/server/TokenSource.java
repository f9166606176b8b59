package io.github.gatlingllm.server;

import io.github.gatlingllm.timing.RunClock;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source of tokens that knows when it sent which: what a client reports is held against it. Real
 * HTTP/1.1 on the loopback address; each POST, to any path, gets the same OpenAI chat stream of
 * bytes that were rendered once, so that the source costs little beside the client that is
 * measured.
 *
 * <p>A request names itself with the header {@code x-request-id}. When the last byte of such a one
 * was read, and the instants around each write, are kept up to a bound and handed over by {@link
 * #recorded()} or, to another JVM, by {@code GET /recorded}, one line of JSON for each answer that
 * has ended ({@link SentStream#parse}). {@code GET /counters} gives {@link #counters()}.
 *
 * <p>All state is confined to one event loop, a daemon that ends with {@link #close()}. Safe for
 * use by any thread.
 */
public final class TokenSource implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final int BACKLOG = 16_384;
  private static final int MAX_REQUEST_BYTES = 1 << 20;
  private static final long CLOSE_SECONDS = 10;

  private final MultiThreadIoEventLoopGroup group;
  private final SendRecord sent;
  private final int port;
  private final boolean tls;

  private TokenSource(MultiThreadIoEventLoopGroup group, SendRecord sent, int port, boolean tls) {
    this.group = group;
    this.sent = sent;
    this.port = port;
    this.tls = tls;
  }

  /**
   * Starts a source. It takes connections when this returns.
   *
   * @throws UncheckedIOException where the port cannot be had
   */
  public static TokenSource start(TokenSourceSettings settings) {
    return start(settings, null);
  }

  /**
   * Starts a source that speaks TLS, with a certificate for the loopback address that nobody
   * trusts: its key is no secret.
   *
   * @throws UncheckedIOException where the port cannot be had, or there is no TLS
   */
  public static TokenSource startTls(TokenSourceSettings settings) {
    return start(settings, LoopbackCertificate.context());
  }

  private static TokenSource start(TokenSourceSettings settings, @Nullable SslContext tls) {
    Transport transport = Transport.best();
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("token-source", true), transport.ioHandler());
    SendRecord sent = new SendRecord(settings);
    ChannelInitializer<Channel> connections = connections(settings, group.next(), sent, tls);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(group)
            .channel(transport.listenerType())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(connections)
            .bind(HOST, settings.port())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      shutDown(group);
      String message = "cannot listen on " + HOST + ":" + settings.port();
      throw new UncheckedIOException(message, new IOException(bound.cause()));
    }
    return new TokenSource(group, sent, portOf(bound.channel()), tls != null);
  }

  private static ChannelInitializer<Channel> connections(
      TokenSourceSettings settings,
      EventLoop eventLoop,
      SendRecord sent,
      @Nullable SslContext tls) {
    RenderedAnswer answer = new RenderedAnswer(settings);
    // Its instants are System.nanoTime as it is, which is what makes them compare between JVMs.
    RunClock clock = RunClock.start();
    Turns turns = Turns.of(settings, clock, eventLoop);
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        ReadInstant read = new ReadInstant(clock);
        channel.pipeline().addLast(read);
        if (tls != null) {
          channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        }
        channel
            .pipeline()
            .addLast(new HttpRequestDecoder())
            .addLast(new BoundedBody(MAX_REQUEST_BYTES))
            .addLast(
                new TokenSourceConnection(
                    answer, clock, read, turns, sent, settings.firstTokenDelay()));
      }
    };
  }

  private static int portOf(Channel listener) {
    return listener.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
  }

  /** The TCP port it listens on. */
  public int port() {
    return port;
  }

  /** The base URL that a client is given, with {@code /v1} and without a slash at its end. */
  public String baseUrl() {
    return (tls ? "https://" : "http://") + HOST + ":" + port + "/v1";
  }

  /** The answers that have ended, in the order in which they did; after {@link #close()} too. */
  public List<SentStream> recorded() {
    return onLoop(sent::streams);
  }

  /** What it has done so far; after {@link #close()} too. */
  public SendCounters counters() {
    return onLoop(sent::counters);
  }

  private <T> T onLoop(Supplier<T> question) {
    if (group.isTerminated()) {
      return question.get();
    }
    return group.submit(question::get).syncUninterruptibly().getNow();
  }

  /** Cuts what is under way, and waits for the event loop to end. Closing twice does nothing. */
  @Override
  public void close() {
    shutDown(group);
  }

  private static void shutDown(MultiThreadIoEventLoopGroup group) {
    group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
