package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.framing.Frame;
import io.github.gatlingllm.framing.FrameSink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer of whatever container stands behind a SageMaker endpoint: the first frame tells
 * whether it is one of text generation; all others are read as OpenAI's.
 */
final class SageMakerReader implements FrameSink {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SignalSink sink;
  private @Nullable FrameSink chosen;

  SageMakerReader(SignalSink sink) {
    this.sink = sink;
  }

  @Override
  public void onFrame(Frame frame) {
    FrameSink reader = chosen;
    if (reader == null) {
      reader =
          isTextGeneration(frame)
              ? new EventReader(sink, new TgiReader(sink))
              : new OpenAiChatReader(sink);
      chosen = reader;
    }
    reader.onFrame(frame);
  }

  @Override
  public void onEnd() {
    if (chosen != null) {
      chosen.onEnd();
    }
  }

  private static boolean isTextGeneration(Frame frame) {
    try {
      JsonNode root = JSON.readTree(frame.bytes(), frame.offset(), frame.length());
      JsonNode first = root.isArray() ? root.path(0) : root;
      return first.path("token").isObject() || first.has("generated_text");
    } catch (IOException e) {
      return false; // OpenAI's reader knows what to say of it.
    }
  }
}
