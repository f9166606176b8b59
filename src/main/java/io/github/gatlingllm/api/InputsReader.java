package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.framing.Frame;
import io.github.gatlingllm.framing.FrameSink;
import java.io.IOException;

/**
 * Reads the one document that answers inputs. What it says of each is checked for its form alone:
 * nobody can tell from here whether a vector is a good one.
 */
final class InputsReader implements FrameSink {

  private static final int EXCERPT_CHARS = 200;

  private final SignalSink sink;
  private final InputsFormat format;

  InputsReader(SignalSink sink, InputsFormat format) {
    this.sink = sink;
    this.format = format;
  }

  @Override
  public void onFrame(Frame frame) {
    JsonNode answer;
    try {
      answer = VectorJson.read(frame.bytes(), frame.offset(), frame.length());
    } catch (IOException e) {
      if (frame.terminated()) {
        throw new MalformedFrameException(
            frame.text().isBlank()
                ? "an event of the answer has no data"
                : "the answer is not JSON: " + excerpt(frame));
      }
      return; // The body ended in the middle of it: the exchange will see that it was cut short.
    }
    if (ErrorBody.isError(answer.path("error")) || ErrorBody.isBareError(answer)) {
      sink.fault(ErrorBody.faultOf(answer));
      return;
    }
    Results.Found found = format.results(answer);
    sink.results(found.count());
    if (found.highestIndex() >= 0) {
      sink.highestIndex(found.highestIndex());
    }
    Usage usage = format.usage(answer);
    if (!usage.equals(Usage.NONE)) {
      sink.usage(usage);
    }
    sink.end();
  }

  private static String excerpt(Frame frame) {
    String text = frame.text();
    return text.length() <= EXCERPT_CHARS ? text : text.substring(0, EXCERPT_CHARS) + "…";
  }
}
