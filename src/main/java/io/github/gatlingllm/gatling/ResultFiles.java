package io.github.gatlingllm.gatling;

import io.github.gatlingllm.record.IndividualResponses;
import io.github.gatlingllm.record.PromptsFile;
import io.github.gatlingllm.record.RecordSink;
import io.github.gatlingllm.record.RequestsCsv;
import io.github.gatlingllm.record.ResponseLimits;
import io.github.gatlingllm.record.RunFolder;
import io.github.gatlingllm.record.RunLog;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a run and what is in it: makes the folder and opens the files of single requests.
 * What cannot be made is told once, and left out.
 */
final class ResultFiles {

  private final RunSettings settings;
  private final RunClock clock;
  private final Consumer<String> warnings;
  private final String runId;
  private final @Nullable Path folder;
  private final List<Path> files = new ArrayList<>();

  /** Writes one file, or opens it. */
  interface Writing {
    void run() throws IOException;
  }

  private interface SinkOpener {
    RecordSink open(Path file) throws IOException;
  }

  /**
   * Makes the folder.
   *
   * @param startNanos when the run started, by which it is named unless the settings say how
   * @param warnings is told of what cannot be written, one sentence each
   */
  ResultFiles(RunSettings settings, RunClock clock, long startNanos, Consumer<String> warnings) {
    this.settings = settings;
    this.clock = clock;
    this.warnings = warnings;
    String wanted = settings.runId().orElseGet(() -> RunFolder.idAt(clock.toInstant(startNanos)));
    RunFolder made = makeFolder(wanted);
    this.folder = made == null ? null : made.path();
    this.runId = made == null ? wanted : made.runId();
  }

  private @Nullable RunFolder makeFolder(String wanted) {
    try {
      return RunFolder.create(settings.outputDir(), wanted);
    } catch (IOException | SecurityException e) {
      String warning =
          "no results are written, since "
              + settings.outputDir().toAbsolutePath()
              + " is not writable ("
              + e
              + "); token timing is in Gatling's own rows and in the summary below";
      warnings.accept(warning);
      System.err.println("gatling-llm: " + warning);
      return null;
    }
  }

  String runId() {
    return runId;
  }

  /** Null where no file can be written. */
  @Nullable Path folder() {
    return folder;
  }

  /** Those that there are until now. */
  List<Path> all() {
    return List.copyOf(files);
  }

  /** A file that somebody else writes; null where none can be written. */
  @Nullable Path add(String name) {
    if (folder == null) {
      return null;
    }
    Path file = folder.resolve(name);
    files.add(file);
    return file;
  }

  /** What every ended request is written to. */
  List<RecordSink> openSinks() {
    List<RecordSink> sinks = new ArrayList<>();
    if (folder == null) {
      return sinks;
    }
    open(sinks, folder.resolve("run_log.jsonl"), file -> new RunLog(file, clock));
    Path prompts = folder.resolve("prompts.jsonl");
    dropOld(prompts);
    if (settings.texts().logged() && !Files.exists(prompts)) { // It may be what the run reads.
      open(sinks, prompts, PromptsFile::new);
    }
    ResponseLimits saved = settings.texts().saved();
    if (saved != null) {
      open(
          sinks,
          folder.resolve(IndividualResponses.FOLDER),
          place -> new IndividualResponses(place, clock, saved));
    }
    if (settings.csv()) {
      open(sinks, folder.resolve("requests.csv"), file -> new RequestsCsv(file, clock));
    }
    return sinks;
  }

  private void dropOld(Path prompts) {
    try {
      OldPrompts.drop(prompts);
    } catch (IOException e) {
      warnings.accept(prompts.getFileName() + " is not of this run, and cannot be deleted: " + e);
    }
  }

  private void open(List<RecordSink> sinks, Path file, SinkOpener opener) {
    write(file, () -> sinks.add(opener.open(file)));
  }

  /** The configuration that the run was made of, if it was made of one. */
  void writeResolvedConfig() {
    if (folder != null && settings.resolvedConfig().isPresent()) {
      Path file = folder.resolve("config.resolved.json");
      write(file, () -> Files.writeString(file, settings.resolvedConfig().get()));
    }
  }

  /**
   * Writes a file.
   *
   * @return why it could not be written, which has been told as well; else nothing
   */
  Optional<String> write(Path file, Writing writing) {
    try {
      writing.run();
      files.add(file);
      return Optional.empty();
    } catch (IOException e) {
      String warning = file.getFileName() + " cannot be written: " + e;
      warnings.accept(warning);
      return Optional.of(warning);
    }
  }
}
