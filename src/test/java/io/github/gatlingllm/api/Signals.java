package io.github.gatlingllm.api;

import io.github.gatlingllm.framing.BodyDecoder;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The signals of an answer, as text. */
final class Signals implements SignalSink {

  private final List<String> seen = new ArrayList<>();
  private Usage usage = Usage.NONE;

  /** What OpenAI's reader makes of a body. */
  static Signals ofBody(String body) {
    Signals signals = new Signals();
    var reader = new OpenAiChat("http://localhost/v1").newReader(signals);
    BodyDecoder decoder = new BodyDecoder(1 << 20);
    decoder.decode(Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)), reader);
    decoder.end(reader);
    return signals;
  }

  /** What OpenAI's reader makes of events with the given data. */
  static Signals ofEvents(String... data) {
    StringBuilder body = new StringBuilder();
    for (String event : data) {
      body.append("data: ").append(event).append("\n\n");
    }
    return ofBody(body.toString());
  }

  List<String> seen() {
    return seen;
  }

  /** The last counts. */
  Usage usage() {
    return usage;
  }

  @Override
  public void output(OutputKind kind, String text) {
    seen.add(kind + " " + text);
  }

  @Override
  public void held() {
    seen.add("held");
  }

  @Override
  public void settle(OutputKind kind, String text) {
    seen.add("settle " + kind + " " + text);
  }

  @Override
  public void usage(Usage newUsage) {
    usage = newUsage;
    seen.add("usage " + newUsage.outputTokens());
  }

  @Override
  public void finish(String reason) {
    seen.add("finish " + reason);
  }

  @Override
  public void resume() {
    seen.add("resume");
  }

  @Override
  public void fault(Fault fault) {
    seen.add("fault " + fault.code() + ": " + fault.message());
  }

  @Override
  public void end() {
    seen.add("end");
  }
}
