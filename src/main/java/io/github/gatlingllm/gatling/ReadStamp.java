package io.github.gatlingllm.gatling;

import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Stamps every read of a connection before anything looks at its bytes: first in the pipeline, so
 * that TLS, HTTP and JSON decoding come after. One read may bring many HTTP chunks, and all of them
 * share its instant. It also keeps why the connection failed, which Gatling's handlers drop: to
 * them a reset is a connection that closed.
 */
final class ReadStamp extends ChannelDuplexHandler {

  private static final String NAME = "llm-read-stamp";

  private final RunClock clock;
  private long readNanos;
  private boolean reading;
  private int lastStreamId = 1;
  private @Nullable Throwable failure;
  private Runnable afterRead = () -> {};

  private ReadStamp(RunClock clock) {
    this.clock = clock;
  }

  /** The stamp of a connection, which is given one if it has none. */
  static ReadStamp of(Channel channel, RunClock clock) {
    if (channel.pipeline().get(NAME) instanceof ReadStamp installed) {
      return installed;
    }
    ReadStamp stamp = new ReadStamp(clock);
    channel.pipeline().addFirst(NAME, stamp);
    return stamp;
  }

  /**
   * The HTTP/2 stream of the request that is being written: Gatling's client numbers the requests
   * of a connection 3, 5, 7, … and tells nobody, but to reset a stream its number is needed.
   */
  int nextStreamId() {
    lastStreamId += 2;
    return lastStreamId;
  }

  /** What to do when all that a read brought has been handed on; still part of that read. */
  void afterEachRead(Runnable task) {
    afterRead = task;
  }

  /** Whether a read is being handed on. */
  boolean isReading() {
    return reading;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    readNanos = clock.nanos();
    reading = true;
    try {
      context.fireChannelRead(message);
      afterRead.run();
    } finally {
      reading = false;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    failure = cause;
    context.fireExceptionCaught(cause);
  }

  /** A reset that comes while something is written is told to the writer, and to no reader. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The promise tells.
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!promise.isVoid()) {
      promise.addListener(written -> written(written.cause()));
    }
    context.write(message, promise);
  }

  private void written(@Nullable Throwable cause) {
    if (failure == null && cause instanceof IOException io && isReset(io)) {
      failure = cause;
    }
  }

  /** Not a closed channel, and no broken pipe: the system says that where the peer had closed. */
  private static boolean isReset(IOException cause) {
    return String.valueOf(cause.getMessage()).contains("reset");
  }

  /** Why the connection failed, if it did; null where it was closed in order. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** The instant of the read that is being handed on; now, for what happens outside of a read. */
  long nanos() {
    return reading ? readNanos : clock.nanos();
  }
}
