package io.github.gatlingllm.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.config.JudgingFlags;
import io.github.gatlingllm.config.RunPlace;
import io.github.gatlingllm.javaapi.ReportJudgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code report}: a summary from the files of each run, of one that was killed too. */
final class ReportCommand implements Command {

  private static final String INPUT = "--input-file";
  private static final String OUT = "--output-dir";

  private static final Set<String> SHOWN = Set.of("export", "priceInput", "priceOutput", "failOn");

  /** Where the run is, what it is written in, and what it is judged by. */
  private static final TakenOptions TAKEN =
      TakenOptions.only(
          Stream.concat(
                  Stream.of("inputFile", "outputDir", "reporters", "export"),
                  JudgingFlags.names().stream())
              .collect(Collectors.toUnmodifiableSet()),
          true);

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
    SettingOptions.declare(spec, TAKEN, SHOWN, all);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Map<String, String> flags = invocation.properties();
    List<Path> folders = folders(invocation, RunSetting.of(flags).checked());
    ReportFormats formats = ReportFormats.of(flags);
    ReportJudgement judgement = new ReportJudgement(flags);
    List<ReportedRun> all = new ArrayList<>();
    for (Path folder : folders) {
      ReportedRun reported = ReportedRun.of(folder, formats, judgement);
      tell(reported, invocation);
      all.add(reported);
    }
    int status = ReportedRun.statusOf(all);
    if (invocation.asJson()) {
      invocation.out().println(json(all, status));
    }
    return status;
  }

  private static void tell(ReportedRun reported, Invocation invocation) {
    reported
        .written()
        .ifPresent(
            written -> {
              written.notes().forEach(note -> invocation.tell("Warning: " + note));
              if (!invocation.asJson()) {
                ReportText.print(written, invocation.out());
              }
            });
    reported.faults().forEach(fault -> invocation.tell("gatling-llm: " + fault));
  }

  /** Of one run as all commands tell it, of several a list of these. */
  private String json(List<ReportedRun> all, int status) throws IOException {
    if (all.size() == 1) {
      return Json.text(all.get(0).json(name()));
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("command", name());
    json.put("exitStatus", status);
    ArrayNode list = json.putArray("reports");
    for (ReportedRun reported : all) {
      list.add(reported.json(name()));
    }
    return Json.text(json);
  }

  private static List<Path> folders(Invocation invocation, RunSetting setting) {
    List<String> typed = invocation.parameters();
    if (!typed.isEmpty()) {
      refuseOtherPlaces(invocation, typed.get(0));
      return typed.stream().map(Path::of).toList();
    }
    RunPlace place = setting.place();
    Optional<Path> input = place.inputFile().filter(Files::isDirectory).map(Path::normalize);
    Optional<Path> named = place.runId().map(place.outputDir()::resolve).map(Path::normalize);
    if (invocation.has(INPUT) && input.isEmpty()) {
      throw CommandException.faulty("report: " + INPUT + " is not the folder of a run");
    }
    if (input.isPresent() && named.isPresent() && !input.equals(named)) {
      throw CommandException.faulty(
          "report: benchmark.inputFile is "
              + input.get()
              + ", and --run-id is "
              + named.get()
              + "; give one of them");
    }
    if (named.isEmpty() && invocation.has(OUT)) {
      throw CommandException.faulty(
          "report: " + OUT + " is the folder of all runs; give --run-id too");
    }
    // The run of that id may have read a file.
    return List.of(
        input
            .or(() -> named)
            .orElseThrow(
                () ->
                    CommandException.faulty(
                        "report needs the folder of a run: report results/my-run, or"
                            + " benchmark.inputFile, or --run-id")));
  }

  private static void refuseOtherPlaces(Invocation invocation, String folder) {
    for (String option : List.of(SettingOptions.CONFIG, SettingOptions.RUN_ID, INPUT, OUT)) {
      if (invocation.has(option)) {
        throw CommandException.faulty(
            "report: "
                + option
                + " says which run, and so does '"
                + ParseFault.excerpt(folder)
                + "'; give one of them");
      }
    }
  }
}
