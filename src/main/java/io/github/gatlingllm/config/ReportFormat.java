package io.github.gatlingllm.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A format in which the report of a run is written; docs/exports.md has the files of each. */
public enum ReportFormat {
  /** {@code summary.json}. */
  JSON,
  /** {@code summary.csv} and {@code requests.csv}. */
  CSV,
  /** The result of {@code vllm bench serve}. */
  VLLM,
  /** The files of AIPerf. */
  AIPERF,
  /** A workbook. */
  XLSX,
  /** Objectives as test cases. */
  JUNIT,
  /** A summary for a pull request. */
  MARKDOWN,
  /** Histograms. */
  HGRM;

  private final String key = name().toLowerCase(Locale.ROOT);

  /** The format's name in a configuration. */
  public String key() {
    return key;
  }

  static Optional<ReportFormat> of(String key) {
    return Arrays.stream(values()).filter(format -> format.key.equals(key)).findFirst();
  }
}
