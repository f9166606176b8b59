package io.github.gatlingllm.stream;

import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.api.OpenAiChat;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The bytes of an HTTP response, replayed into an exchange through Netty's HTTP decoder, as reads
 * of any sizes; each read is one millisecond after the one before.
 */
final class Replay {

  static final long READ_NANOS = 1_000_000;

  /** What comes after the last byte where the body has not ended by then. */
  enum Ending {
    CLOSED,
    TIMED_OUT
  }

  /** What an exchange made of it. */
  record Replayed(StreamResult result, List<String> signals) {
    /** All of it but the times, which do depend on the reads. */
    List<Object> withoutTimes() {
      return List.of(
          result.outcome(),
          result.status(),
          result.streamed(),
          result.usage(),
          result.finishReason(),
          result.timeline().size(),
          result.text(),
          signals);
    }
  }

  private final SignalLog api;
  private final StreamExchange exchange;
  private long nanos;
  private StreamResult result;

  private Replay(LlmApi api) {
    this.api = new SignalLog(api);
    this.exchange =
        new StreamExchange(this.api, StreamLimits.DEFAULT, UnaryOperator.identity(), 0, 0);
  }

  /**
   * Replays a response in reads that end at the given positions, and a last one with the rest.
   *
   * @param cuts ascending positions
   */
  static Replayed of(byte[] response, Ending ending, int... cuts) {
    return of(new OpenAiChat("http://replay.test/v1"), response, ending, cuts);
  }

  /** The same for an answer of another API. */
  static Replayed of(LlmApi api, byte[] response, Ending ending, int... cuts) {
    return new Replay(api).run(response, ending, cuts);
  }

  /** Replays a response one byte a read. */
  static Replayed byteByByte(byte[] response, Ending ending) {
    int[] cuts = new int[response.length - 1];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = i + 1;
    }
    return of(response, ending, cuts);
  }

  private Replayed run(byte[] response, Ending ending, int... cuts) {
    exchange.written(0);
    EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseDecoder(), new Listener());
    int from = 0;
    for (int cut : cuts) {
      read(channel, response, from, cut);
      from = cut;
    }
    read(channel, response, from, response.length);
    if (result == null) {
      nanos += READ_NANOS;
      result =
          ending == Ending.CLOSED
              ? exchange.failed(nanos, TransportFault.TRUNCATED, "the connection closed")
              : exchange.stopped(
                  nanos, new StreamOutcome.TimedOut(TimeoutKind.IDLE, Duration.ofSeconds(30)));
    }
    channel.close();
    return new Replayed(result, api.signals());
  }

  private void read(EmbeddedChannel channel, byte[] response, int from, int to) {
    nanos += READ_NANOS;
    channel.writeInbound(Unpooled.wrappedBuffer(response, from, to - from));
  }

  /** Tells the exchange what Gatling's client would tell it. */
  private final class Listener extends ChannelInboundHandlerAdapter {

    private boolean informational;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpResponse response) {
        informational = response.status().code() == 100;
        if (!informational) {
          exchange.headers(nanos, response.status().code(), "");
        }
      }
      if (message instanceof HttpContent content && !informational && result == null) {
        if (content.content().isReadable()) {
          exchange.body(nanos, content.content());
        }
        if (content instanceof LastHttpContent) {
          result = exchange.bodyEnded(nanos);
        }
      }
      ReferenceCountUtil.release(message);
    }
  }
}
