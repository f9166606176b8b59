package io.github.gatlingllm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.config.RunPlace;
import io.github.gatlingllm.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code report}: a summary from the files of each run, of one that was killed too. */
final class ReportCommand implements Command {

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "Make the summary of a run again, from the files in its folder.";
  }

  @Override
  public String example() {
    return "report results/my-run";
  }

  @Override
  public void declare(CommandSpec spec, boolean all) {
    Options.addParameters(
        spec,
        "folder",
        "Folders of runs, with their run_log.jsonl, each reported by itself; else"
            + " benchmark.inputFile, or that of --run-id.");
    SettingOptions.declare(spec, Set.of("export"), all);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Map<String, String> flags = invocation.properties();
    List<Path> folders = folders(invocation, flags);
    ReportFormats formats = ReportFormats.of(flags);
    List<RunReport.Written> all = new ArrayList<>();
    for (Path folder : folders) {
      RunReport.Written written = RunReport.write(folder, formats.csv(), formats.more(folder));
      written.notes().forEach(note -> invocation.tell("Warning: " + note));
      if (!invocation.asJson()) {
        ReportText.print(written, invocation.out());
      }
      all.add(written);
    }
    if (invocation.asJson()) {
      invocation.out().println(json(all));
    }
    return 0;
  }

  /** Of one run as all commands tell it, of several a list of these. */
  private String json(List<RunReport.Written> all) throws IOException {
    List<JsonNode> reports = new ArrayList<>();
    for (RunReport.Written written : all) {
      reports.add(new RunResult(name(), 0, Optional.of(written.folder())).tree());
    }
    if (reports.size() == 1) {
      return Json.text(reports.get(0));
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("command", name());
    json.put("exitStatus", 0);
    ArrayNode list = json.putArray("reports");
    reports.forEach(list::add);
    return Json.text(json);
  }

  private static List<Path> folders(Invocation invocation, Map<String, String> flags) {
    List<String> typed = invocation.parameters();
    if (!typed.isEmpty()) {
      return typed.stream().map(Path::of).toList();
    }
    RunPlace place = RunSetting.of(flags).place();
    return List.of(
        place
            .inputFile()
            .filter(Files::isDirectory) // The runs of a folder may have read a file.
            .or(() -> place.runId().map(place.outputDir()::resolve))
            .map(Path::normalize)
            .orElseThrow(
                () ->
                    CommandException.faulty(
                        "report needs the folder of a run: report results/my-run, or"
                            + " benchmark.inputFile, or --run-id")));
  }
}
