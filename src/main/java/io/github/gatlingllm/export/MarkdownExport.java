package io.github.gatlingllm.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code summary.md}; and where the variable {@code GITHUB_STEP_SUMMARY} names a file, the same at
 * its end, so that it is on the page of the job.
 */
final class MarkdownExport implements Export {

  /** The variable with which GitHub Actions names a step's summary. */
  static final String STEP_SUMMARY = "GITHUB_STEP_SUMMARY";

  private final UnaryOperator<@Nullable String> environment;

  MarkdownExport(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public void write(ExportedRun run) throws IOException {
    byte[] text = new MarkdownText(run.summary()).toString().getBytes(StandardCharsets.UTF_8);
    run.write(ExportFormat.MARKDOWN.files().get(0), out -> out.write(text));
    String step = environment.apply(STEP_SUMMARY);
    if (step != null && !step.isBlank()) {
      append(Path.of(step), text, run);
    }
  }

  private static void append(Path step, byte[] text, ExportedRun run) {
    try {
      Files.write(step, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      run.note("the file that " + STEP_SUMMARY + " names cannot be written: " + e);
    }
  }
}
