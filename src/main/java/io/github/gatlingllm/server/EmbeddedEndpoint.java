package io.github.gatlingllm.server;

import io.github.gatlingllm.timing.RunClock;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running embedded endpoint: OpenAI's chat completions and model list over HTTP/1.1 on the
 * loopback address, with simulated latency.
 *
 * <p>Paths: {@code POST /v1/chat/completions} (streamed or whole), {@code POST /v1/embeddings} and
 * {@code /v1/rerank}, {@code GET /v1/models}, {@code GET /health}; SageMaker's {@code POST
 * /endpoints/NAME/invocations} and {@code invocations-response-stream}, signed. Errors have
 * OpenAI's form, or SageMaker's. An answer has exactly as many tokens as were asked for ({@code
 * max_completion_tokens}, else {@code max_tokens}, else 128, less where the context is full), and
 * the finish reason {@code length}.
 *
 * <p>All state is confined to one event loop, which also times the events; a second thread reads
 * request bodies. Both are daemons and end with {@link #close()}. Safe for use by any thread.
 */
public final class EmbeddedEndpoint implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEndpoint.class);

  private static final String HOST = "127.0.0.1";
  private static final String THREADS = "embedded-llm";
  private static final int BACKLOG = 1_024;
  private static final int LOW_WATER_BYTES = 256 << 10;
  private static final int HIGH_WATER_BYTES = 1 << 20;
  private static final long CLOSE_SECONDS = 10;

  private final MultiThreadIoEventLoopGroup group;
  private final ExecutorService intake;
  private final ChannelGroup clients;
  private final Tally tally;
  private final Channel listener;
  // Kept, for a closed channel has no address.
  private final int port;

  private EmbeddedEndpoint(
      MultiThreadIoEventLoopGroup group,
      ExecutorService intake,
      ChannelGroup clients,
      Tally tally,
      Channel listener) {
    this.group = group;
    this.intake = intake;
    this.clients = clients;
    this.tally = tally;
    this.listener = listener;
    this.port =
        listener.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
  }

  /**
   * Starts an endpoint. It takes connections when this returns.
   *
   * @throws UncheckedIOException where the port cannot be had
   */
  public static EmbeddedEndpoint start(EndpointSettings settings) {
    return start(settings, RunClock.start(), Transport.best(), EventLoopPacer::new);
  }

  /** Starts an endpoint on parts that tests and measurements choose. */
  static EmbeddedEndpoint start(
      EndpointSettings settings,
      RunClock clock,
      Transport transport,
      BiFunction<RunClock, EventLoop, Pacer> pacing) {
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(THREADS, true), transport.ioHandler());
    ExecutorService intake =
        Executors.newSingleThreadExecutor(new DefaultThreadFactory(THREADS + "-intake", true));
    EventLoop eventLoop = group.next();
    ChannelGroup clients = new DefaultChannelGroup(eventLoop);
    Tally tally = new Tally();
    Pacer pacer = pacing.apply(clock, eventLoop);
    ChatService chat =
        new ChatService(settings, intake, eventLoop, pacer, clock::toEpochMillis, tally);
    long startedSeconds = TimeUnit.MILLISECONDS.toSeconds(clock.toEpochMillis(clock.nanos()));
    Routes routes = new Routes(settings, startedSeconds, chat, tally);
    FrontDoor door = new FrontDoor(settings.limits(), pacer, tally, routes, clients);
    ChannelFuture bound = bind(group, transport, door, settings.port()).awaitUninterruptibly();
    EmbeddedEndpoint endpoint =
        new EmbeddedEndpoint(group, intake, clients, tally, bound.channel());
    if (!bound.isSuccess()) {
      endpoint.close();
      String message = "cannot listen on " + HOST + ":" + settings.port();
      throw new UncheckedIOException(new IOException(message, bound.cause()));
    }
    return endpoint;
  }

  private static ChannelFuture bind(
      MultiThreadIoEventLoopGroup group, Transport transport, FrontDoor door, int port) {
    return new ServerBootstrap()
        .group(group)
        .channel(transport.listenerType())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        // A token must not wait for the acknowledgement of the one before it.
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(LOW_WATER_BYTES, HIGH_WATER_BYTES))
        .childHandler(door)
        .bind(HOST, port);
  }

  /** The TCP port it listens on. */
  public int port() {
    return port;
  }

  /** The base URL that a client is given, with {@code /v1} and without a slash at its end. */
  public String baseUrl() {
    return "http://" + HOST + ":" + port + "/v1";
  }

  /** What it has done so far; may be asked after {@link #close()} too. */
  public EndpointCounters counters() {
    return tally.read();
  }

  /**
   * Closes every connection, cuts what is under way, and waits for the threads to end. Closing
   * twice does nothing.
   */
  @Override
  public void close() {
    // In this order nothing hands work to a thread that is gone: no new connection, then no
    // request, then nothing to read, and the event loop last.
    listener.close().awaitUninterruptibly();
    clients.close().awaitUninterruptibly();
    intake.shutdownNow();
    awaitIntake();
    group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private void awaitIntake() {
    try {
      if (!intake.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The token counter is still busy after {} s", CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
