package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A path of a file or folder, relative to the working directory of the run. */
record FilePath() implements ValueType<Path> {

  @Override
  public String accepts() {
    return "a path";
  }

  @Override
  public Path read(JsonNode node) throws RejectedValueException {
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw RejectedValueException.isNot(accepts());
    }
    try {
      return Path.of(node.textValue());
    } catch (InvalidPathException e) {
      throw RejectedValueException.isNot(accepts());
    }
  }
}
