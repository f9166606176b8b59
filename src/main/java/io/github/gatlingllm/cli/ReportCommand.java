package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.RunPlace;
import io.github.gatlingllm.record.RunLogReader;
import io.github.gatlingllm.report.ConsoleSummary;
import io.github.gatlingllm.report.RebuiltRun;
import io.github.gatlingllm.report.RunSummary;
import io.github.gatlingllm.report.SummaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code report}: a summary from the files of a run, of one that was killed too. */
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
    Options.addParameter(
        spec,
        "folder",
        "The folder of a run, with its run_log.jsonl; else benchmark.inputFile, or that of"
            + " --run-id.");
    SettingOptions.declare(spec, Set.of(), all);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Path folder = folder(invocation);
    if (!Files.isRegularFile(folder.resolve(RunLogReader.FILE))) {
      throw CommandException.failed(
          folder + " is not the folder of a run: there is no " + RunLogReader.FILE + " in it");
    }
    RunSummary summary = RebuiltRun.summaryOf(folder);
    // Every other format of a report is written here too, from the same summary.
    List<Path> files = new SummaryFiles(summary, folder).write();
    if (invocation.asJson()) {
      invocation.out().println(new RunResult(name(), 0, Optional.of(folder)).json());
    } else {
      invocation.out().println(new ConsoleSummary(summary).render());
      files.forEach(file -> invocation.out().println("Wrote " + file));
    }
    return 0;
  }

  private static Path folder(Invocation invocation) {
    List<String> typed = invocation.parameters();
    if (!typed.isEmpty()) {
      return Path.of(typed.get(0));
    }
    RunPlace place = RunSetting.of(invocation.properties()).place();
    return place
        .inputFile()
        .filter(Files::isDirectory) // The runs of a folder may have read a file.
        .or(() -> place.runId().map(place.outputDir()::resolve))
        .map(Path::normalize)
        .orElseThrow(
            () ->
                CommandException.faulty(
                    "report needs the folder of a run: report results/my-run, or"
                        + " benchmark.inputFile, or --run-id"));
  }
}
