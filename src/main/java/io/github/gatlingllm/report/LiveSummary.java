package io.github.gatlingllm.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a {@code summary.json} that is already there knows and a log does not.
 *
 * @param counts how many requests it counts; 0 where there is none, or it is not whole
 * @param gatling Gatling's statistics, if it has them
 */
record LiveSummary(long counts, Optional<GatlingFigures> gatling) {

  /** The file's name in a run's folder. */
  static final String FILE = "summary.json";

  private static final LiveSummary NONE = new LiveSummary(0, Optional.empty());
  private static final long MAX_BYTES = 64 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A file that is no summary, or half of one, knows nothing. */
  static LiveSummary of(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
      return NONE;
    }
    try {
      JsonNode json = JSON.readTree(file.toFile());
      return new LiveSummary(
          json.path("totalRequests").asLong(), GatlingJson.read(json.path("gatling")));
    } catch (JsonProcessingException e) {
      return NONE;
    }
  }
}
