package io.github.gatlingllm.gatling;

import io.github.gatlingllm.export.ExportFormat;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a run is written in beside {@code summary.json}.
 *
 * @param csv whether CSV files are written
 * @param exports the formats of other tools
 */
public record OutputFormats(boolean csv, Set<ExportFormat> exports) {

  /** CSV files and nothing else. */
  public static final OutputFormats CSV = new OutputFormats(true, Set.of());

  /** Copies the set. */
  public OutputFormats {
    Set<ExportFormat> copy = EnumSet.noneOf(ExportFormat.class);
    copy.addAll(exports);
    exports = Collections.unmodifiableSet(copy);
  }

  /**
   * CSV files, and what the system property {@code llm.export} lists.
   *
   * @throws IllegalArgumentException if it lists what is not known
   */
  static OutputFormats ofSystemProperties() {
    String listed = System.getProperty("llm.export", "");
    return listed.isBlank() ? CSV : CSV.with(ExportFormat.listed(listed));
  }

  /** These, and others. */
  OutputFormats with(Set<ExportFormat> others) {
    Set<ExportFormat> all = EnumSet.noneOf(ExportFormat.class);
    all.addAll(exports);
    all.addAll(others);
    return new OutputFormats(csv, all);
  }
}
