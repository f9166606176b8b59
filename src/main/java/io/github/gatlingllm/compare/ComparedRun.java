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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run that is compared, as its files have it.
 *
 * @param folder its folder
 * @param summary its {@code summary.json}; made again from its log where it left none, or half
 * @param config its {@code config.resolved.json}; empty where it has none, or half
 * @param rates how sure its rates are, if its log is there
 * @param notes what of it is not whole, for people
 */
record ComparedRun(
    Path folder,
    JsonNode summary,
    JsonNode config,
    Optional<BatchMeans> rates,
    List<String> notes) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MAX_BYTES = 64 << 20;
  private static final String CONFIG = "config.resolved.json";

  /** Keeps a copy of the notes. */
  ComparedRun {
    notes = List.copyOf(notes);
  }

  /**
   * Reads a run.
   *
   * @throws IOException if there is none, or it cannot be read
   */
  static ComparedRun read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new UnreadableRunException(folder + " is no folder: name the folder of a run");
    }
    List<String> notes = new ArrayList<>();
    JsonNode summary = summary(folder, notes);
    JsonNode config = config(folder, notes);
    return new ComparedRun(
        folder,
        summary,
        config,
        hasLog(folder) ? rates(folder, summary.at("/steady/window")) : Optional.empty(),
        notes);
  }

  private static boolean hasLog(Path folder) {
    return Files.isRegularFile(folder.resolve(RunLogReader.FILE));
  }

  private static JsonNode summary(Path folder, List<String> notes) throws IOException {
    Path file = folder.resolve("summary.json");
    if (!Files.isRegularFile(file)) {
      if (!hasLog(folder)) {
        throw new UnreadableRunException(
            folder
                + " is no folder of a run: it has neither summary.json nor "
                + RunLogReader.FILE);
      }
      return rebuilt(folder);
    }
    Read read = Read.of(file);
    if (read.json().path("totalRequests").isNumber()) {
      return read.json();
    }
    String fault =
        read.fault().isEmpty()
            ? " is no summary of a run: it has no totalRequests"
            : " is no JSON: " + read.fault();
    if (!hasLog(folder)) {
      throw new UnreadableRunException(file + fault);
    }
    notes.add(file + fault + "; its figures are made again from " + RunLogReader.FILE);
    return rebuilt(folder);
  }

  private static JsonNode rebuilt(Path folder) throws IOException {
    return JSON.readTree(new SummaryJson(RebuiltRun.summaryOf(folder)).toString());
  }

  private static JsonNode config(Path folder, List<String> notes) throws IOException {
    Path file = folder.resolve(CONFIG);
    if (!Files.isRegularFile(file)) {
      return JSON.createObjectNode();
    }
    Read read = Read.of(file);
    if (read.json().isObject()) {
      return read.json();
    }
    String fault = read.fault().isEmpty() ? "it has no object" : read.fault();
    notes.add(file + " is no configuration: " + fault + "; its settings are not compared");
    return JSON.createObjectNode();
  }

  /**
   * What a file has.
   *
   * @param json a missing node where it is no JSON, or empty
   * @param fault why it is no JSON, or an empty string
   */
  private record Read(JsonNode json, String fault) {
    static Read of(Path file) throws IOException {
      if (Files.size(file) > MAX_BYTES) {
        throw new UnreadableRunException(file + " has more than 64 MiB");
      }
      try {
        return new Read(JSON.readTree(file.toFile()), "");
      } catch (JsonProcessingException e) {
        return new Read(JSON.missingNode(), e.getOriginalMessage());
      }
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
