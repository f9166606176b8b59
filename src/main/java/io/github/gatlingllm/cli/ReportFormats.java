package io.github.gatlingllm.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.export.ExportFormat;
import io.github.gatlingllm.export.Exports;
import io.github.gatlingllm.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The formats in which a run that is over is written again: those that are asked for, or those that
 * its own configuration asked for.
 *
 * @param csv whether CSV files are asked for
 * @param asked the formats of other tools, where any list was given
 */
record ReportFormats(boolean csv, Optional<Set<ExportFormat>> asked) {

  private static final String CONFIG = "config.resolved.json";
  private static final List<String> LISTS = List.of("/reporter/adapters", "/reporter/export");

  /**
   * Those of flags.
   *
   * @throws CommandException if a format is not known
   */
  static ReportFormats of(Map<String, String> flags) {
    List<String> lists = new ArrayList<>();
    for (String name : List.of("llm.reporters", "llm.export")) {
      Optional.ofNullable(flags.get(name)).filter(list -> !list.isBlank()).ifPresent(lists::add);
    }
    if (lists.isEmpty()) {
      return new ReportFormats(false, Optional.empty());
    }
    String all = String.join(",", lists);
    try {
      return new ReportFormats(
          Arrays.asList(all.split("\\s*,\\s*", -1)).contains("csv"),
          Optional.of(ExportFormat.listed(all)));
    } catch (IllegalArgumentException e) {
      throw CommandException.faulty(String.valueOf(e.getMessage()));
    }
  }

  /**
   * What is made of the summary of a run.
   *
   * @param faults gets what could not be written
   */
  RunReport.MoreFiles more(Path run, List<String> faults) throws IOException {
    return more(asked.isPresent() ? asked.get() : ownOf(run), faults);
  }

  /** The same of formats. */
  static RunReport.MoreFiles more(Set<ExportFormat> formats, List<String> faults) {
    return (summary, folder) -> {
      Exports.Told told = Exports.ofThisProcess().told(formats, summary, folder);
      faults.addAll(told.faults());
      return told.notes();
    };
  }

  /** Of a run without a configuration, such as flotest's or a simulation's, none. */
  private static Set<ExportFormat> ownOf(Path run) throws IOException {
    Set<ExportFormat> formats = EnumSet.noneOf(ExportFormat.class);
    Path file = Files.isRegularFile(run) ? run.resolveSibling(CONFIG) : run.resolve(CONFIG);
    if (Files.isRegularFile(file)) {
      try {
        JsonNode config = Json.read(file);
        for (String list : LISTS) {
          config.at(list).forEach(name -> ExportFormat.of(name.asText()).ifPresent(formats::add));
        }
      } catch (JsonProcessingException e) {
        return formats; // Cut off by a crash: the log is what counts.
      }
    }
    return formats;
  }
}
