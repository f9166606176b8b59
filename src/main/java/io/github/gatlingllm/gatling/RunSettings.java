package io.github.gatlingllm.gatling;

import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.export.ExportFormat;
import io.github.gatlingllm.live.LiveSettings;
import io.github.gatlingllm.report.VerdictSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the results of a run go.
 *
 * @param simulation the simulation's class name
 * @param outputDir the folder of all runs
 * @param runId the run's name, or nothing to name it by its start
 * @param formats what is written beside the JSON
 * @param texts what is kept of prompts and answers
 * @param clientWarmUp how the client warms itself up before its first request, or null for not
 * @param eventLoops event loops that users are given, 0 for half as many as cores
 * @param live how it is shown while it goes on
 * @param verdict what the verdict on the run depends on, and what follows from it
 * @param ends how the run may end
 * @param resolvedConfig the configuration that the run was made of, as JSON without secrets
 * @param warnings what the user is to be told beside the results
 */
public record RunSettings(
    String simulation,
    Path outputDir,
    Optional<String> runId,
    OutputFormats formats,
    Texts texts,
    @Nullable ClientWarmUp clientWarmUp,
    int eventLoops,
    LiveSettings live,
    VerdictSettings verdict,
    Ends ends,
    Optional<String> resolvedConfig,
    List<String> warnings) {

  /** The folder {@code results}, or what the system properties name. */
  public static RunSettings ofSystemProperties() {
    return new RunSettings(
        callingSimulation(),
        Path.of(System.getProperty("llm.outputDir", "results")).normalize(),
        Optional.ofNullable(System.getProperty("llm.runId")),
        OutputFormats.ofSystemProperties(),
        Texts.DEFAULT,
        null,
        0,
        LiveSettings.ofSystemProperties(),
        VerdictSettings.DEFAULT,
        Ends.DEFAULT,
        Optional.empty(),
        List.of());
  }

  /** Gatling does not tell a protocol which simulation it is in; the call stack does. */
  private static String callingSimulation() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .map(StackWalker.StackFrame::getDeclaringClass)
                    .filter(Simulation.class::isAssignableFrom)
                    .filter(type -> type != Simulation.class)
                    .findFirst())
        .map(Class::getName)
        .orElse("unknown");
  }

  /** Whether CSV files are written beside the JSON. */
  public boolean csv() {
    return formats.csv();
  }

  private RunSettings edited(Consumer<RunSettingsEdit> change) {
    RunSettingsEdit edit = new RunSettingsEdit(this);
    change.accept(edit);
    return edit.settings();
  }

  /** The same settings, with formats of other tools besides. */
  public RunSettings withExports(Set<ExportFormat> exports) {
    return edited(edit -> edit.formats = formats.with(exports));
  }

  /** The same settings, with other texts kept. */
  public RunSettings with(Texts newTexts) {
    return edited(edit -> edit.texts = newTexts);
  }

  /** The same settings, with another warm-up of the client. */
  public RunSettings withClientWarmUp(ClientWarmUp warmUp) {
    return edited(edit -> edit.clientWarmUp = warmUp);
  }

  /**
   * The same settings, with another number of event loops.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public RunSettings withEventLoops(int loops) {
    if (loops < 0) {
      throw new IllegalArgumentException(
          "eventLoops is " + loops + "; accepted: 1 or more, or 0 for half as many as cores");
    }
    return edited(edit -> edit.eventLoops = loops);
  }

  /** The same settings, shown in another way. */
  public RunSettings with(LiveSettings newLive) {
    return edited(edit -> edit.live = newLive);
  }

  /** The same settings, with another verdict. */
  public RunSettings with(VerdictSettings newVerdict) {
    return edited(edit -> edit.verdict = newVerdict);
  }

  /** The same settings, with other ends. */
  public RunSettings with(Ends newEnds) {
    return edited(edit -> edit.ends = newEnds);
  }

  /** The same settings, with what a configuration says of them. */
  public RunSettings with(
      Path newOutputDir,
      Optional<String> newRunId,
      OutputFormats newFormats,
      String config,
      List<String> newWarnings) {
    return edited(
        edit -> {
          edit.outputDir = newOutputDir;
          edit.runId = newRunId;
          edit.formats = newFormats;
          edit.resolvedConfig = Optional.of(config);
          edit.warnings = newWarnings;
        });
  }
}
