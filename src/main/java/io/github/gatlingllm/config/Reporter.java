package io.github.gatlingllm.config;

import java.util.Set;

/**
 * What the report of a run consists of.
 *
 * @param formats formats to write; may be empty
 * @param logTexts whether prompts and answers are written
 * @param maxAnswerChars the most characters kept of an answer
 */
public record Reporter(Set<ReportFormat> formats, boolean logTexts, int maxAnswerChars) {

  /** Copies the set. */
  public Reporter {
    formats = Set.copyOf(formats);
  }
}
