package io.github.gatlingllm.bench;

import io.github.gatlingllm.api.OpenAiChat;
import io.github.gatlingllm.stream.StreamExchange;
import io.github.gatlingllm.stream.StreamLimits;
import io.netty.buffer.ByteBuf;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The whole way of a stream's bytes to its result; figures are those of one event. */
@State(Scope.Thread)
public class ExchangeJmh {

  /** Whether the answer's text is kept. */
  @Param({"true", "false"})
  public boolean text;

  /** The shape of the events. */
  @Param({"chat", "usage"})
  public String shape = "";

  private final OpenAiChat api = new OpenAiChat("http://localhost/v1");
  private ByteBuf[] reads = {};
  private StreamLimits limits = StreamLimits.DEFAULT;

  /** Makes the events. */
  @Setup
  public void reads() {
    reads = Events.reads(shape, 1);
    limits = text ? StreamLimits.DEFAULT : StreamLimits.DEFAULT.withTextChars(0);
  }

  /** Receives them as one answer. */
  @Benchmark
  @OperationsPerInvocation(Events.COUNT)
  public Object receive() {
    StreamExchange exchange = new StreamExchange(api, limits, message -> message, 0, 0);
    exchange.written(1);
    exchange.headers(2, 200, "");
    long nanos = 3;
    for (ByteBuf read : reads) {
      exchange.body(nanos++, read);
    }
    return exchange.bodyEnded(nanos);
  }
}
