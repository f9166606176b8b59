package io.github.gatlingllm.config;

import java.util.Set;

/**
 * What the report of a run consists of.
 *
 * @param formats formats to write; may be empty
 */
public record Reporter(Set<ReportFormat> formats) {

  /** Copies the set. */
  public Reporter {
    formats = Set.copyOf(formats);
  }
}
