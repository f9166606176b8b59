package io.github.gatlingllm.server;

/** What the answers of an API look like; one for each answer. */
interface Wire {

  /** The media type of a stream. */
  String streamType();

  /** What a stream opens with; may be empty. */
  String opening();

  /**
   * One token of a stream.
   *
   * @param json its text as the inside of a JSON string
   * @param last whether it is the last one
   */
  String token(String json, boolean last);

  /** What a stream ends with; may be empty. */
  String ending();

  /** An answer that is not streamed. */
  String whole(String json);
}
