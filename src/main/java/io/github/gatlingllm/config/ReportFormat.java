package io.github.gatlingllm.config;

/** A format in which the report of a run is written. */
public enum ReportFormat {
  /** {@code summary.json}. */
  JSON,
  /** {@code summary.csv} and {@code requests.csv}. */
  CSV
}
