package io.github.gatlingllm.bench;

import io.github.gatlingllm.api.Fault;
import io.github.gatlingllm.api.OpenAiChat;
import io.github.gatlingllm.api.OutputKind;
import io.github.gatlingllm.api.SignalSink;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.framing.BodyDecoder;
import io.github.gatlingllm.framing.Frame;
import io.github.gatlingllm.framing.FrameSink;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Frames into signals, with the text of each piece handed over; figures are those of one event. An
 * {@code unusual} event has a finish reason of an empty text, and so needs the full parser.
 */
@State(Scope.Thread)
public class ReaderJmh {

  /** The shape of the events. */
  @Param({"chat", "usage", "logprobs", "unusual"})
  public String shape = "";

  private final List<Frame> frames = new ArrayList<>();

  /** Makes the frames: each of a decoder of its own, since a decoder uses its frame again. */
  @Setup
  public void frames() {
    for (ByteBuf read : Events.reads(shape, 1)) {
      new BodyDecoder(1 << 20).decode(read, frames::add);
    }
  }

  /** Reads them as one answer. */
  @Benchmark
  @OperationsPerInvocation(Events.COUNT)
  public long read() {
    Chars sink = new Chars();
    FrameSink reader = new OpenAiChat("http://localhost/v1").newReader(sink);
    for (Frame frame : frames) {
      reader.onFrame(frame);
    }
    return sink.chars;
  }

  private static final class Chars implements SignalSink {

    private long chars;

    @Override
    public void output(OutputKind kind, String text) {
      chars += text.length();
    }

    @Override
    public void usage(Usage usage) {
      chars += usage.outputTokens();
    }

    @Override
    public void finish(String reason) {}

    @Override
    public void fault(Fault fault) {
      throw new IllegalStateException(fault.message());
    }

    @Override
    public void end() {}
  }
}
