package io.github.gatlingllm.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: takes its requests one after another, however early they were sent, and
 * tells the running answer when the client leaves or stops reading.
 *
 * <p>It goes on reading while an answer is under way, for that is how a client that leaves is
 * noticed at once. Requests sent ahead are kept, up to a bound.
 */
final class Connection extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private static final int MAX_SENT_AHEAD = 8;

  private final EndpointLimits limits;
  private final Pacer pacer;
  private final Tally tally;
  private final Consumer<Exchange> routes;
  private final Deque<HttpCall> sentAhead = new ArrayDeque<>();
  private @Nullable Exchange current;
  private long stalls;

  Connection(EndpointLimits limits, Pacer pacer, Tally tally, Consumer<Exchange> routes) {
    this.limits = limits;
    this.pacer = pacer;
    this.tally = tally;
    this.routes = routes;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      receive(ctx.channel(), callOf(message));
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private HttpCall callOf(Object message) {
    if (message instanceof FullHttpRequest request) {
      return HttpCall.of(request, pacer.nanos());
    }
    if (message instanceof BoundedBody.OversizedRequest oversized) {
      return HttpCall.tooLarge(oversized.head(), limits.bodyBytes(), pacer.nanos());
    }
    throw new IllegalStateException("not a request: " + message.getClass());
  }

  private void receive(Channel channel, HttpCall call) {
    if (!channel.isActive()) {
      return; // Cut a moment ago, with more of the same read still coming.
    }
    tally.count(Tally.Event.REQUEST);
    if (current == null) {
      begin(channel, call);
    } else if (sentAhead.size() < MAX_SENT_AHEAD) {
      sentAhead.addLast(call);
    } else {
      tally.count(Tally.Event.CANCELLED);
      cut(channel, Tally.Event.PIPELINE_CUT);
    }
  }

  private void begin(Channel channel, HttpCall call) {
    Exchange exchange = new Exchange(channel, call, () -> next(channel));
    current = exchange;
    routes.accept(exchange);
  }

  private void next(Channel channel) {
    current = null;
    HttpCall call = sentAhead.pollFirst();
    if (call != null) {
      begin(channel, call);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    stalls++;
    if (!ctx.channel().isWritable()) {
      watch(ctx.channel(), stalls);
    } else if (current != null) {
      current.writable();
    }
  }

  /** Closes the connection if the stall that just began is still the present one too late. */
  private void watch(Channel channel, long stall) {
    Runnable check =
        () -> {
          if (stalls == stall && channel.isActive()) {
            cut(channel, Tally.Event.SLOW_READER_CUT);
          }
        };
    pacer.at(pacer.nanos() + limits.stalledReader().toNanos(), check);
  }

  private void cut(Channel channel, Tally.Event reason) {
    tally.count(reason);
    ChannelFuture unused = channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    for (HttpCall unused : sentAhead) {
      tally.count(Tally.Event.CANCELLED);
    }
    sentAhead.clear();
    Exchange exchange = current;
    current = null;
    if (exchange != null) {
      exchange.gone();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // A client that resets its connection is everyday life; anything else is a defect of ours.
    if (!(cause instanceof IOException)) {
      LOG.error("A connection failed", cause);
    }
    ChannelFuture unused = ctx.close();
  }
}
