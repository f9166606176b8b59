package io.github.gatlingllm.api;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Map;

/**
 * Where an answer has what. Of several places the first that has something in an event counts.
 *
 * @param framing what an answer's body is
 * @param pointers the places of each thing, without those that are not read
 * @param wholeText whether each event has all of the text so far
 * @param ends by what a stream says that it is over; none if its body does
 */
record AnswerTemplate(
    Framing framing, Map<Part, List<JsonPointer>> pointers, boolean wholeText, List<EndMark> ends) {

  /** What a body is. */
  enum Framing {
    /** Events, documents or messages of AWS, as its first bytes tell, with JSON in them. */
    DETECTED("detected"),
    /** Server-sent events whose data is the text itself. */
    TEXT_EVENTS("text-events"),
    /** Text and nothing else; a read is a piece. */
    TEXT("text"),
    /** Anything, which is not looked into. */
    NONE("none");

    private final String key;

    Framing(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  /** What may be read of an answer. */
  enum Part {
    TEXT("text"),
    REASONING("reasoning"),
    INPUT_TOKENS("inputTokens"),
    OUTPUT_TOKENS("outputTokens"),
    REASONING_TOKENS("reasoningTokens"),
    CACHED_TOKENS("cachedTokens"),
    FINISH("finish"),
    ERROR("error");

    private final String key;

    Part(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  AnswerTemplate {
    pointers = Map.copyOf(pointers);
    ends = List.copyOf(ends);
  }

  /** The places of a part; none if it is not read. */
  List<JsonPointer> places(Part part) {
    return pointers.getOrDefault(part, List.of());
  }
}
