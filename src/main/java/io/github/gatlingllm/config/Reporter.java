package io.github.gatlingllm.config;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the report of a run consists of.
 *
 * @param formats formats to write; may be empty
 * @param logTexts whether prompts and answers are written
 * @param maxAnswerChars the most characters kept of an answer
 * @param live how the run is shown while it goes on
 * @param liveInterval the time from one line about it to the next
 * @param redact whether prompts and answers are kept out of all that is written and printed
 * @param savedResponses files of single requests, or null for none
 */
public record Reporter(
    Set<ReportFormat> formats,
    boolean logTexts,
    int maxAnswerChars,
    LiveName live,
    Duration liveInterval,
    boolean redact,
    @Nullable SavedResponses savedResponses) {

  /** Copies the set. */
  public Reporter {
    formats = Set.copyOf(formats);
  }

  /** One that redacts nothing and has no files of single requests. */
  public Reporter(
      Set<ReportFormat> formats,
      boolean logTexts,
      int maxAnswerChars,
      LiveName live,
      Duration liveInterval) {
    this(formats, logTexts, maxAnswerChars, live, liveInterval, false, null);
  }
}
