package io.github.gatlingllm.bench;

import io.github.gatlingllm.framing.BodyDecoder;
import io.github.gatlingllm.framing.FrameSink;
import io.netty.buffer.ByteBuf;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The bytes of a stream into frames; figures are those of one event. */
@State(Scope.Thread)
public class DecoderJmh {

  /** How many events one read brings. */
  @Param({"1", "16"})
  public int perRead;

  private ByteBuf[] reads = {};

  /** Makes the events. */
  @Setup
  public void reads() {
    reads = Events.reads("chat", perRead);
  }

  /** Decodes them as one body. */
  @Benchmark
  @OperationsPerInvocation(Events.COUNT)
  public void decode(Blackhole seen) {
    BodyDecoder decoder = new BodyDecoder(1 << 20);
    FrameSink sink = frame -> seen.consume(frame.length());
    for (ByteBuf read : reads) {
      decoder.decode(read, sink);
    }
  }
}
