package io.github.gatlingllm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a command leaves, for scripts.
 *
 * @param command the command
 * @param status its exit status
 * @param folder the folder of the run, if there is one
 */
record RunResult(String command, int status, Optional<Path> folder) {

  private static final String SUMMARY = "summary.json";

  boolean hasSummary() {
    return summaryFile().isPresent();
  }

  private Optional<Path> summaryFile() {
    return folder.map(path -> path.resolve(SUMMARY)).filter(Files::exists);
  }

  /** The page that Gatling's report begins with, if it was made; the newest of several. */
  Optional<Path> gatlingReport() throws IOException {
    Optional<Path> all = folder.map(path -> path.resolve("gatling")).filter(Files::isDirectory);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    try (Stream<Path> reports = Files.list(all.get())) {
      return reports
          .map(report -> report.resolve("index.html"))
          .filter(Files::exists)
          .max(Comparator.comparing(Path::toString));
    }
  }

  /** One JSON object: where everything is, and the summary. */
  String json() throws IOException {
    return Json.text(tree());
  }

  /** The same, to be part of another. */
  ObjectNode tree() throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("command", command);
    json.put("exitStatus", status);
    folder.ifPresent(
        path -> {
          json.put("runId", String.valueOf(path.getFileName()));
          json.put("runFolder", path.toString());
        });
    gatlingReport().ifPresent(page -> json.put("gatlingReport", page.toString()));
    Optional<Path> file = summaryFile();
    if (file.isPresent()) {
      JsonNode summary = Json.read(file.get());
      json.set("ended", summary.path("run").path("ended"));
      json.set("verdict", summary.path("verdict").path("result"));
      json.put("summaryFile", file.get().toString());
      json.set("summary", summary);
    }
    return json;
  }
}
