package io.github.gatlingllm.gatling;

import io.github.gatlingllm.live.LiveSettings;
import io.github.gatlingllm.report.VerdictSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings of a run while some of them are replaced. */
final class RunSettingsEdit {
  private final String simulation;
  Path outputDir;
  Optional<String> runId;
  OutputFormats formats;
  Texts texts;
  @Nullable ClientWarmUp clientWarmUp;
  int eventLoops;
  LiveSettings live;
  VerdictSettings verdict;
  Ends ends;
  Optional<String> resolvedConfig;
  List<String> warnings;

  RunSettingsEdit(RunSettings from) {
    this.simulation = from.simulation();
    this.outputDir = from.outputDir();
    this.runId = from.runId();
    this.formats = from.formats();
    this.texts = from.texts();
    this.clientWarmUp = from.clientWarmUp();
    this.eventLoops = from.eventLoops();
    this.live = from.live();
    this.verdict = from.verdict();
    this.ends = from.ends();
    this.resolvedConfig = from.resolvedConfig();
    this.warnings = from.warnings();
  }

  RunSettings settings() {
    return new RunSettings(
        simulation,
        outputDir,
        runId,
        formats,
        texts,
        clientWarmUp,
        eventLoops,
        live,
        verdict,
        ends,
        resolvedConfig,
        warnings);
  }
}
