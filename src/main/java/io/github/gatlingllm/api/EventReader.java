package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.gatlingllm.framing.Frame;
import io.github.gatlingllm.framing.FrameSink;
import java.io.IOException;

/**
 * Reads frames of JSON for an API that says with each of them what it is; a list is read as what
 * stands in it. An error and OpenAI's end mark, which gateways send for other APIs too, are known
 * here. With it the reader of an API of one's own is what becomes of one event.
 */
public final class EventReader implements FrameSink {

  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int EXCERPT_CHARS = 200;

  private final SignalSink sink;
  private final Events events;
  private boolean ended;

  /** What an API makes of an event. */
  @FunctionalInterface
  public interface Events {
    /**
     * An event came in that is no error of the usual shape; of an answer that is not streamed, its
     * one document.
     */
    void onEvent(JsonNode event);

    /** No more comes, over or not: what was held back is to be given out now. Called once. */
    default void onEnd() {}
  }

  /** A reader of one answer. */
  public EventReader(SignalSink sink, Events events) {
    this.sink = sink;
    this.events = events;
  }

  @Override
  public void onFrame(Frame frame) {
    if (frame.dataIs("[DONE]")) {
      onEnd();
      sink.end();
      return;
    }
    boolean named = "error".equals(frame.event());
    JsonNode root;
    try {
      root = JSON.readTree(frame.bytes(), frame.offset(), frame.length());
    } catch (IOException e) {
      if (named) {
        sink.fault(new Fault("", excerpt(frame)));
      } else if (frame.terminated()) {
        throw new MalformedFrameException("an event is not JSON: " + excerpt(frame));
      } else {
        sink.brokeOff();
      }
      return;
    }
    if (root.isArray()) {
      root.forEach(event -> onEvent(event, named));
    } else {
      onEvent(root, named);
    }
  }

  @Override
  public void onEnd() {
    if (!ended) {
      ended = true;
      events.onEnd();
    }
  }

  private void onEvent(JsonNode event, boolean named) {
    if (named || ErrorBody.isError(event.path("error"))) {
      sink.fault(ErrorBody.faultOf(event));
    } else {
      events.onEvent(event);
    }
  }

  /** The beginning of its data, for a message. */
  static String excerpt(Frame frame) {
    String text = frame.text();
    return text.length() <= EXCERPT_CHARS ? text : text.substring(0, EXCERPT_CHARS) + "…";
  }
}
