package io.github.gatlingllm.stream;

import io.github.gatlingllm.api.Fault;
import io.github.gatlingllm.api.HttpCall;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.api.LlmRequest;
import io.github.gatlingllm.api.OutputKind;
import io.github.gatlingllm.api.SignalSink;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.framing.AnswerDecoder;
import io.github.gatlingllm.framing.FrameSink;
import java.util.ArrayList;
import java.util.List;

/** An API that keeps the signals of its readers, as text, on their way to the exchange. */
final class SignalLog implements LlmApi {

  private final LlmApi api;
  private final List<String> signals = new ArrayList<>();

  SignalLog(LlmApi api) {
    this.api = api;
  }

  List<String> signals() {
    return signals;
  }

  @Override
  public String name() {
    return api.name();
  }

  @Override
  public HttpCall encode(LlmRequest request) {
    return api.encode(request);
  }

  @Override
  public String errorMessage(String body) {
    return api.errorMessage(body);
  }

  @Override
  public boolean endsWithBody() {
    return api.endsWithBody();
  }

  @Override
  public boolean endsWithBody(boolean stream) {
    return api.endsWithBody(stream);
  }

  @Override
  public AnswerDecoder newDecoder(int maxFrameBytes) {
    return api.newDecoder(maxFrameBytes);
  }

  @Override
  public FrameSink newReader(SignalSink sink) {
    return api.newReader(
        new SignalSink() {
          @Override
          public void output(OutputKind kind, String text) {
            signals.add(kind + " " + text);
            sink.output(kind, text);
          }

          @Override
          public void held() {
            signals.add("held");
            sink.held();
          }

          @Override
          public void settle(OutputKind kind, String text) {
            signals.add("settle " + kind + " " + text);
            sink.settle(kind, text);
          }

          @Override
          public void usage(Usage usage) {
            signals.add(
                "usage in %d out %d reasoning %d cached %d"
                    .formatted(
                        usage.inputTokens(),
                        usage.outputTokens(),
                        usage.reasoningTokens(),
                        usage.cachedTokens()));
            sink.usage(usage);
          }

          @Override
          public void results(int count) {
            signals.add("results " + count);
            sink.results(count);
          }

          @Override
          public void highestIndex(int index) {
            signals.add("highest index " + index);
            sink.highestIndex(index);
          }

          @Override
          public void finish(String reason) {
            signals.add("finish " + reason);
            sink.finish(reason);
          }

          @Override
          public void serverTiming(String name, long nanos) {
            sink.serverTiming(name, nanos);
          }

          @Override
          public void resume() {
            signals.add("resume");
            sink.resume();
          }

          @Override
          public void fault(Fault fault) {
            signals.add("fault " + fault.code() + ": " + fault.message());
            sink.fault(fault);
          }

          @Override
          public void brokeOff() {
            sink.brokeOff();
          }

          @Override
          public void end() {
            signals.add("end");
            sink.end();
          }
        });
  }
}
