package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.LoadedConfig;
import io.github.gatlingllm.gatling.OldPrompts;
import io.github.gatlingllm.javaapi.Benchmark;
import io.github.gatlingllm.record.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A run, from its configuration to its results: what several commands end in. */
final class LoadRun {

  /** By name: the class is the launcher's. */
  private static final String GATLING = "io.gatling.app.Gatling";

  private static final String PROMPTS = "prompts.jsonl";
  private static final int KILLED_FROM = 128;

  /** Of a run that a signal ended in order: HUP, INT, TERM. */
  private static final Set<Integer> INTERRUPTED = Set.of(129, 130, 143);

  private final Invocation invocation;
  private final RunOptions options;
  private final RunSetting setting;
  private boolean confirmed;

  /** Of a configuration that is checked. */
  LoadRun(Invocation invocation, RunSetting setting) throws IOException {
    this.invocation = invocation;
    this.options = RunOptions.of(invocation);
    this.setting = setting;
  }

  /**
   * Runs it.
   *
   * @return the exit status of the run
   */
  int run() throws IOException, InterruptedException {
    if (!options.isOwn() || setting.says(RunSetting.CONFIG)) {
      confirm(setting.load());
    }
    setting.checked(); // A simulation of one's own may do without a configuration.
    if (!options.isOwn() && setting.isEmbedded()) {
      invocation.tell("No --config and no --base-url: the endpoint is an embedded, simulated one.");
    }
    RunFolder folder = setting.prepareFolder();
    boolean isNew = isNew(folder.path());
    setting.keepIn(folder).forEach(left -> invocation.tell("Warning: " + left));
    int status = start(folder);
    if (status != 0 && isNew && folder.isUnused()) {
      discard(folder.path());
      return report(status, Optional.empty());
    }
    return report(status, Optional.of(folder.path()));
  }

  private void confirm(LoadedConfig loaded) {
    boolean costs = loaded.config().ends().rules().prices().isPresent();
    confirmed = costs && Benchmark.asksFirst(setting.properties());
    if (confirmed && !Benchmark.isConfirmed(setting.properties())) {
      throw CommandException.faulty("Not confirmed: the run is not started.");
    }
  }

  private static boolean isNew(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.allMatch(file -> String.valueOf(file.getFileName()).startsWith("."));
    }
  }

  /** Whether prompts were generated for this run that are not what it reads. */
  private boolean hasOldPrompts(Path folder) throws IOException {
    Path old = folder.resolve(PROMPTS);
    Optional<Path> input = setting.place().inputFile();
    return Files.exists(old)
        && (input.isEmpty() || !Files.exists(input.get()) || !Files.isSameFile(input.get(), old));
  }

  private int start(RunFolder folder) throws IOException, InterruptedException {
    List<String> main =
        new ArrayList<>(
            List.of(
                GATLING,
                "-s",
                options.simulation(),
                "-rf",
                folder.path().resolve("gatling").toString()));
    if (!options.withReport()) {
      main.add("-nr");
    }
    Map<String, String> properties = new LinkedHashMap<>(setting.in(folder).properties());
    if (options.isOwn()) { // One without a configuration looks for it there.
      properties.put("llm.outputDir", setting.place().outputDir().toString());
    }
    if (confirmed) { // Once is enough to tell what it costs.
      properties.put(Benchmark.CONFIRMED, "true");
    }
    if (hasOldPrompts(folder.path())) {
      properties.put(OldPrompts.PROPERTY, "true");
    }
    return new RunProcess(options.classPath(), options.jvmArguments(), invocation.asJson())
        .run(main, properties);
  }

  /** Of a run that never was: what this command has put into a folder that it made. */
  private static void discard(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private int report(int status, Optional<Path> folder) throws IOException {
    RunResult result = new RunResult(invocation.command().name(), status, folder);
    result
        .gatlingReport()
        .ifPresent(
            page ->
                (invocation.asJson() ? invocation.errors() : invocation.out())
                    .println("Gatling's report: " + page));
    boolean isKilled = status > KILLED_FROM && !INTERRUPTED.contains(status);
    if (isKilled && folder.isPresent() && !result.hasSummary()) {
      invocation.tell(
          "gatling-llm: the JVM of the run was ended by signal "
              + (status - KILLED_FROM)
              + "; gatling-llm report "
              + folder.get()
              + " makes a summary of what it had written");
    }
    if (invocation.asJson()) {
      invocation.out().println(result.json());
    }
    return status;
  }
}
