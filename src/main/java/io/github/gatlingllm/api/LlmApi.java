package io.github.gatlingllm.api;

import io.github.gatlingllm.framing.AnswerDecoder;
import io.github.gatlingllm.framing.BodyDecoder;
import io.github.gatlingllm.framing.FrameSink;
import java.util.List;
import java.util.Optional;

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

  /** Whether a request's limit on output tokens is sent at all; a run is warned where not. */
  default boolean sendsOutputLimit() {
    return true;
  }

  /**
   * What of all its requests is a secret, beside the key and what headers and parameters of the URL
   * hold whose name says so: taken out of all that is written or shown of answers. Asked once.
   */
  default List<String> secrets() {
    return List.of();
  }

  /**
   * A reader for the frames of one answer, which tells the sink what they mean. It throws {@link
   * MalformedFrameException} for a frame that cannot be read; one that is not terminated may be cut
   * anywhere, and is to be left alone if it cannot be read.
   */
  FrameSink newReader(SignalSink sink);

  /**
   * Whether an answer is text that is generated. If not, it has a vector or a score for each input
   * of its request: there are no streams, no limit on output tokens and no conversations.
   */
  default boolean generates() {
    return true;
  }

  /** How many inputs a request has, and results its answer; of an API that generates none. */
  default Batch batch(LlmRequest request) {
    return Batch.NONE;
  }

  /**
   * The messages of a short request that only asks whether the endpoint answers.
   *
   * @param text what is said in it
   */
  default List<Message> probe(String text) {
    return List.of(new Message("user", text));
  }

  /** A header of an answer, which may state token counts. Times are read for all APIs alike. */
  default void readHeader(String header, String value, SignalSink sink) {}

  /**
   * Where the API lists its models as OpenAI does, so that a simulation may name none; nothing
   * where it does not.
   */
  default Optional<String> modelsUrl() {
    return Optional.empty();
  }

  /**
   * Whether an answer with output is over when its body ends as HTTP says it should: for APIs whose
   * streams have no terminal event. For all others such an answer was cut short.
   */
  default boolean endsWithBody() {
    return false;
  }

  /**
   * The same, where it depends on what came: an end mark that only streams have is not awaited in
   * an answer that is none.
   *
   * @param stream whether the answer came as a stream: of events, or of several documents
   */
  default boolean endsWithBody(boolean stream) {
    return endsWithBody();
  }

  /**
   * What makes frames of the body of one answer. Unless an API says otherwise, the body's first
   * bytes tell whether it is server-sent events, JSON documents or AWS's event stream.
   *
   * @param maxFrameBytes the longest frame, in bytes
   */
  default AnswerDecoder newDecoder(int maxFrameBytes) {
    return new BodyDecoder(maxFrameBytes);
  }

  /**
   * The message of an error body, for people; unless an API says otherwise, what stands where most
   * put it, or the body itself.
   *
   * @param body the beginning of the body of an answer with an error status
   */
  default String errorMessage(String body) {
    return ErrorBody.message(body);
  }
}
