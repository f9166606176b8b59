package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.framing.Frame;
import io.github.gatlingllm.framing.FrameSink;
import java.io.IOException;

/**
 * Reads the chunks of one InvokeModelWithResponseStream, each of which holds an event of the model
 * family's own, encoded; or the document of an InvokeModel. What it holds decides which it is.
 */
final class BedrockInvokeReader implements FrameSink {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SignalSink sink;
  private final EventReader events;
  private final AnthropicReader anthropic;
  private final AnswerParts llama;

  BedrockInvokeReader(SignalSink sink) {
    this.sink = sink;
    this.events = new EventReader(sink, this::onEvent);
    this.anthropic = new AnthropicReader(sink);
    this.llama = new AnswerParts(sink);
  }

  @Override
  public void onFrame(Frame frame) {
    if (!frame.event().equals("chunk")) {
      events.onFrame(frame);
      return;
    }
    try {
      JsonNode chunk = JSON.readTree(frame.bytes(), frame.offset(), frame.length());
      byte[] event = chunk.path("bytes").binaryValue();
      if (event != null) {
        events.onFrame(Frame.whole("", event));
        return;
      }
    } catch (IOException e) {
      // Said below.
    }
    throw new MalformedFrameException("a chunk has no bytes encoded as base64");
  }

  @Override
  public void onEnd() {
    anthropic.onEnd();
    llama.release();
  }

  private void onEvent(JsonNode event) {
    if (event.has("generation")) {
      onLlama(event);
    } else {
      // The metrics come with the last event, whose end of the answer is not to hide them.
      onMetrics(event.path("amazon-bedrock-invocationMetrics"));
      anthropic.onEvent(event);
    }
  }

  private void onLlama(JsonNode event) {
    llama.content(event.path("generation"));
    int output = Counts.of(event.path("generation_token_count"));
    if (output >= 0) {
      int input = Counts.of(event.path("prompt_token_count"));
      sink.usage(new Usage(input, output, Usage.UNKNOWN, Usage.UNKNOWN));
    }
    onMetrics(event.path("amazon-bedrock-invocationMetrics"));
    JsonNode reason = event.path("stop_reason");
    if (reason.isTextual()) {
      llama.finish(reason.textValue());
      sink.end();
    }
  }

  /** The counts of the whole, where the events themselves told them piece by piece. */
  private void onMetrics(JsonNode metrics) {
    if (!metrics.isObject()) {
      return;
    }
    int cached = Counts.of(metrics.path("cacheReadInputTokenCount"));
    sink.usage(
        new Usage(
            Counts.sum(
                Counts.of(metrics.path("inputTokenCount")),
                cached,
                Counts.of(metrics.path("cacheWriteInputTokenCount"))),
            Counts.of(metrics.path("outputTokenCount")),
            Usage.UNKNOWN,
            cached));
    ServerTimes.millis(
        ServerTimes.TOTAL, ServerTimes.number(metrics.path("invocationLatency")), sink);
    ServerTimes.millis("first-byte", ServerTimes.number(metrics.path("firstByteLatency")), sink);
  }
}
