package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.prompt.dataset.DatasetFormat;

/** The name of a {@link DatasetFormat}. */
record DatasetFormatName() implements ValueType<DatasetFormat> {

  @Override
  public String accepts() {
    return DatasetFormat.NAMES;
  }

  @Override
  public DatasetFormat read(JsonNode node) throws RejectedValueException {
    return DatasetFormat.named(node.asText())
        .orElseThrow(() -> RejectedValueException.isNot(accepts()));
  }
}
