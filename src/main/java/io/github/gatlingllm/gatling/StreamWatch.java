package io.github.gatlingllm.gatling;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AttributeKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the calls of an HTTP/2 connection that their stream is closed: reset by the server, or gone
 * with the connection. Gatling's client says neither, and a call would wait for its timeout.
 * Confined to the connection's event loop.
 */
final class StreamWatch extends Http2ConnectionAdapter {

  private static final AttributeKey<StreamWatch> KEY = AttributeKey.valueOf("llm-stream-watch");

  private final Http2Connection connection;
  private final Map<Integer, Runnable> whenClosed = new HashMap<>();

  private StreamWatch(Http2Connection connection) {
    this.connection = connection;
  }

  /** The watch over a connection, which is given one if it has none; null if it is no HTTP/2. */
  static @Nullable StreamWatch of(Channel channel) {
    StreamWatch watch = channel.attr(KEY).get();
    Http2ConnectionHandler handler = channel.pipeline().get(Http2ConnectionHandler.class);
    if (watch == null && handler != null) {
      watch = new StreamWatch(handler.connection());
      channel.attr(KEY).set(watch);
      handler.connection().addListener(watch);
    }
    return watch;
  }

  void add(int streamId, Runnable task) {
    whenClosed.put(streamId, task);
  }

  void remove(int streamId) {
    whenClosed.remove(streamId);
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    Runnable task = whenClosed.remove(stream.id());
    if (task != null && !isRefused(stream)) {
      task.run();
    }
  }

  /** What a server that goes away has not looked at is sent again, or failed, by the client. */
  private boolean isRefused(Http2Stream stream) {
    return connection.goAwayReceived() && stream.id() > connection.local().lastStreamKnownByPeer();
  }
}
