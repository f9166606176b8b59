package io.github.gatlingllm.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.function.Consumer;

/** Lets connections in, up to the limit, and gives each its handlers. */
final class FrontDoor extends ChannelInitializer<Channel> {

  private final EndpointLimits limits;
  private final Pacer pacer;
  private final Tally tally;
  private final Consumer<Exchange> routes;
  private final ChannelGroup clients;

  /**
   * @param clients is given every connection let in, and forgets each when it closes
   */
  FrontDoor(
      EndpointLimits limits,
      Pacer pacer,
      Tally tally,
      Consumer<Exchange> routes,
      ChannelGroup clients) {
    this.limits = limits;
    this.pacer = pacer;
    this.tally = tally;
    this.routes = routes;
    this.clients = clients;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (clients.size() >= limits.connections()) {
      tally.count(Tally.Event.CONNECTION_REFUSED);
      ChannelFuture unused = channel.close();
      return;
    }
    clients.add(channel);
    channel
        .pipeline()
        .addLast(new HttpServerCodec())
        .addLast(new BoundedBody(limits.bodyBytes()))
        .addLast(new Connection(limits, pacer, tally, routes));
  }
}
