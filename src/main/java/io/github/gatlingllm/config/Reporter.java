package io.github.gatlingllm.config;

import java.time.Duration;
import java.util.Set;

/**
 * What the report of a run consists of.
 *
 * @param formats formats to write; may be empty
 * @param logTexts whether prompts and answers are written
 * @param maxAnswerChars the most characters kept of an answer
 * @param live how the run is shown while it goes on
 * @param liveInterval the time from one line about it to the next
 */
public record Reporter(
    Set<ReportFormat> formats,
    boolean logTexts,
    int maxAnswerChars,
    LiveName live,
    Duration liveInterval) {

  /** Copies the set. */
  public Reporter {
    formats = Set.copyOf(formats);
  }
}
