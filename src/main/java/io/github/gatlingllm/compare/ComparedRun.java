package io.github.gatlingllm.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.record.RunLogReader;
import io.github.gatlingllm.report.RebuiltRun;
import io.github.gatlingllm.report.SummaryJson;
import io.github.gatlingllm.report.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run that is compared, as its files have it.
 *
 * @param folder its folder
 * @param summary its {@code summary.json}; made again from its log where it left none
 * @param config its {@code config.resolved.json}; empty where it has none
 * @param rates how sure its rates are, if its log is there
 */
record ComparedRun(Path folder, JsonNode summary, JsonNode config, Optional<BatchMeans> rates) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MAX_BYTES = 64 << 20;

  /**
   * Reads a run.
   *
   * @throws IOException if there is none, or it cannot be read
   */
  static ComparedRun read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new UnreadableRunException(folder + " is no folder: name the folder of a run");
    }
    Path file = folder.resolve("summary.json");
    boolean hasLog = Files.isRegularFile(folder.resolve(RunLogReader.FILE));
    if (!Files.isRegularFile(file) && !hasLog) {
      throw new UnreadableRunException(
          folder + " is no folder of a run: it has neither summary.json nor " + RunLogReader.FILE);
    }
    JsonNode summary =
        Files.isRegularFile(file)
            ? json(file)
            : JSON.readTree(new SummaryJson(RebuiltRun.summaryOf(folder)).toString());
    if (!summary.has("totalRequests")) {
      throw new UnreadableRunException(file + " is no summary of a run: it has no totalRequests");
    }
    Path config = folder.resolve("config.resolved.json");
    return new ComparedRun(
        folder,
        summary,
        Files.isRegularFile(config) ? json(config) : JSON.createObjectNode(),
        hasLog ? rates(folder, summary.at("/steady/window")) : Optional.empty());
  }

  private static JsonNode json(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new UnreadableRunException(file + " has more than 64 MiB");
    }
    try {
      return JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new UnreadableRunException(file + " is no JSON: " + e.getOriginalMessage());
    }
  }

  private static Optional<BatchMeans> rates(Path folder, JsonNode window) throws IOException {
    if (!window.has("startTime") || !window.has("endTime")) {
      return Optional.empty();
    }
    BatchMeans means = new BatchMeans(nanos(window, "startTime"), nanos(window, "endTime"));
    RunLogReader.read(folder.resolve(RunLogReader.FILE), means::add);
    return Optional.of(means);
  }

  private static long nanos(JsonNode window, String key) {
    return window.path(key).decimalValue().movePointRight(6).longValue();
  }

  /** Its name for people: that of its folder. */
  String name() {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? folder.toString() : last.toString();
  }

  boolean hasSteady() {
    return summary.has("steady");
  }
}
