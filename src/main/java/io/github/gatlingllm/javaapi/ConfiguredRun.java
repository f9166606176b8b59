package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.EndsConfig;
import io.github.gatlingllm.config.LoadedConfig;
import io.github.gatlingllm.config.ObjectivesConfig;
import io.github.gatlingllm.config.ReportFormat;
import io.github.gatlingllm.config.Reporter;
import io.github.gatlingllm.config.SavedResponses;
import io.github.gatlingllm.export.ExportFormat;
import io.github.gatlingllm.gatling.Ends;
import io.github.gatlingllm.gatling.OutputFormats;
import io.github.gatlingllm.gatling.RunSettings;
import io.github.gatlingllm.gatling.Texts;
import io.github.gatlingllm.live.LiveMode;
import io.github.gatlingllm.live.LiveSettings;
import io.github.gatlingllm.record.ResponseLimits;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is written, shown and judged of a run, and what ends it, as a configuration says. */
final class ConfiguredRun {

  private ConfiguredRun() {}

  /**
   * Settings of a run with those of a configuration.
   *
   * @param resolved the configuration with all that was chosen, as a text
   * @param warnings what the run's reports say of it
   */
  static RunSettings of(
      LoadedConfig loaded, String resolved, List<String> warnings, RunSettings run) {
    BenchmarkConfig config = loaded.config();
    Reporter reporter = config.reporter();
    return run.with(
            config.benchmark().outputDir().normalize(),
            loaded.runId(),
            outputFormats(reporter),
            resolved,
            warnings)
        .with(texts(reporter))
        .with(ConfiguredVerdict.of(config.verdict()))
        .with(ends(config.ends(), config.objectives()))
        .with(live(reporter));
  }

  private static OutputFormats outputFormats(Reporter reporter) {
    Set<ExportFormat> exports =
        reporter.formats().stream()
            .flatMap(format -> ExportFormat.of(format.key()).stream())
            .collect(Collectors.toSet());
    return new OutputFormats(reporter.formats().contains(ReportFormat.CSV), exports);
  }

  private static Texts texts(Reporter reporter) {
    Texts texts = Texts.DEFAULT.upTo(reporter.maxAnswerChars());
    SavedResponses saved = reporter.savedResponses();
    if (saved != null) {
      texts = texts.saving(new ResponseLimits(saved.most(), saved.mostBytes()));
    }
    if (reporter.redact()) {
      return texts.withRedaction();
    }
    return reporter.logTexts() ? texts : texts.unlogged();
  }

  private static LiveSettings live(Reporter reporter) {
    LiveMode mode = LiveMode.valueOf(reporter.live().name());
    return new LiveSettings(mode, reporter.liveInterval());
  }

  private static Ends ends(EndsConfig config, ObjectivesConfig of) {
    return new Ends(config.drainTimeout(), config.rules(), of.asked(), of.stop());
  }
}
