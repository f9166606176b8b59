package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class ReadStampTest {

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final ReadStamp stamp = ReadStamp.of(channel, RunClock.start());

  @Test
  void keepsAResetThatAWriteWasToldOf() {
    IOException reset =
        new IOException("sendAddress(..) failed with error(-104): Connection reset");

    write(reset);

    assertThat(stamp.failure()).isSameAs(reset);
  }

  @Test
  void takesNoOtherFailureToWriteForOne() {
    write(new IOException("writevAddresses(..) failed with error(-32): Broken pipe"));
    write(new ClosedChannelException());
    write(new IllegalStateException("no reset"));

    assertThat(stamp.failure()).isNull();
  }

  @Test
  void keepsTheFirstFailure() {
    IOException first = new IOException("Connection reset by peer");
    channel.pipeline().fireExceptionCaught(first);

    write(new IOException("Connection reset"));

    assertThat(stamp.failure()).isSameAs(first);
  }

  @Test
  void takesAWriteOfWhichNobodyWantsToKnow() {
    assertThat(channel.writeOutbound("message")).isTrue();
    channel.write("message", channel.voidPromise());
    channel.flush();

    assertThat(stamp.failure()).isNull();
    assertThat(channel.outboundMessages()).hasSize(2);
  }

  private void write(Throwable failure) {
    channel
        .pipeline()
        .addFirst(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void write(
                  ChannelHandlerContext context, Object message, ChannelPromise promise) {
                promise.setFailure(failure);
              }
            });
    assertThat(channel.write("message").cause()).isSameAs(failure);
    channel.pipeline().removeFirst();
  }
}
