package io.github.gatlingllm.api;

import io.github.gatlingllm.framing.FrameSink;
import java.util.List;

/**
 * One LLM API: turns a request into an HTTP call, and the frames of its answer into signals.
 *
 * <p>Stateless and safe for use by any thread; what belongs to one answer lives in the reader that
 * {@link #newReader} makes for it.
 */
public interface LlmApi {

  /** The API's name in reports, such as {@code openai}. */
  String name();

  /**
   * Encodes a request. Called on the event loop of the virtual user: must not block.
   *
   * @throws IllegalArgumentException if the request cannot be expressed in this API; the message
   *     says why
   */
  HttpCall encode(LlmRequest request);

  /**
   * How a key is sent: the headers that are added to a call. A bearer token unless the API has ways
   * of its own; headers whose name says that they are secret are shown nowhere.
   *
   * @param apiKey the key, not empty
   */
  default List<HttpCall.Header> credentials(String apiKey) {
    return List.of(new HttpCall.Header("authorization", "Bearer " + apiKey));
  }

  /**
   * The keys that say in a body how many tokens an answer may have, those in an object as {@code
   * object.key}: where a request has a limit of its own, it takes their place.
   */
  default List<String> outputLimitKeys() {
    return OutputLimit.at("max_tokens").keys();
  }

  /**
   * A reader for the frames of one answer, which tells the sink what they mean. It throws {@link
   * MalformedFrameException} for a frame that cannot be read; one that is not terminated may be cut
   * anywhere, and is to be left alone if it cannot be read.
   */
  FrameSink newReader(SignalSink sink);

  /**
   * Whether an answer with output is over when its body ends as HTTP says it should: for APIs whose
   * streams have no terminal event. For all others such an answer was cut short.
   */
  default boolean endsWithBody() {
    return false;
  }

  /**
   * The message of an error body, for people.
   *
   * @param body the beginning of the body of an answer with an error status
   */
  String errorMessage(String body);
}
