package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;

/** How a server takes inputs, and what its answer, which is one document, says of them. */
interface InputsFormat {

  /** The API's name in reports. */
  String api();

  /**
   * Whether a request says which model is to take it; a server of one model has no use for that.
   */
  default boolean namesModel() {
    return true;
  }

  /**
   * The results that an answer has.
   *
   * @throws MalformedFrameException if it has no list of them, or one of them is none
   */
  Results.Found results(JsonNode answer);

  /** The token counts that an answer states; none where a header does. */
  default Usage usage(JsonNode answer) {
    return Usage.NONE;
  }

  /** A header of an answer, which may state token counts. */
  default void readHeader(String header, String value, SignalSink sink) {}
}
