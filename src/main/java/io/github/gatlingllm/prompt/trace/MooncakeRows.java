package io.github.gatlingllm.prompt.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.prompt.dataset.JsonObjects;
import io.github.gatlingllm.prompt.dataset.RecordException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of Mooncake's traces: {@code {"timestamp": ms, "input_length": …, "output_length": …,
 * "hash_ids": […]}}. Each id stands for a block of the text and for all before it.
 *
 * @param blockTokens how long a block is, in tokens
 */
record MooncakeRows(int blockTokens) implements TraceReader {

  static final String INPUT = "input_length";
  static final String OUTPUT = "output_length";
  private static final String TIME = "timestamp";
  private static final String BLOCKS = "hash_ids";

  @Override
  public TraceRow read(String record) throws RecordException {
    ObjectNode json = JsonObjects.of(record);
    for (String key : List.of(TIME, INPUT, OUTPUT)) {
      if (!json.path(key).isNumber()) {
        throw new RecordException(
            key
                + (json.has(key)
                    ? ": " + JsonObjects.excerpt(json.get(key)) + " is not a number"
                    : " is missing; give a number"));
      }
    }
    int input = Numbers.tokens(INPUT, json.get(INPUT).asText(), 1);
    return new TraceRow(
        Numbers.nanos(TIME, json.get(TIME).asText(), TraceRow.NANOS_PER_MILLI, "milliseconds"),
        input,
        Numbers.tokens(OUTPUT, json.get(OUTPUT).asText(), 0),
        blocks(json.path(BLOCKS), input));
  }

  private List<Long> blocks(JsonNode list, int input) throws RecordException {
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    List<Long> blocks = new ArrayList<>(list.size());
    for (JsonNode id : list) {
      if (!id.canConvertToLong() || !id.isIntegralNumber()) {
        throw new RecordException(
            BLOCKS + ": " + JsonObjects.excerpt(id) + " is not a whole number");
      }
      blocks.add(id.longValue());
    }
    int needed = (input + blockTokens - 1) / blockTokens;
    if (!list.isArray() || (!blocks.isEmpty() && blocks.size() != needed)) {
      throw new RecordException(
          BLOCKS
              + " has "
              + blocks.size()
              + " blocks, but "
              + input
              + " input tokens are "
              + needed
              + " of "
              + blockTokens
              + " tokens each");
    }
    return blocks;
  }
}
