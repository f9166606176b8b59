package io.github.gatlingllm.record;

import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.stream.StreamOutcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One ended request, as it is logged and counted.
 *
 * @param requestId unique in all runs
 * @param name the request's name in the scenario
 * @param phase the phase in which it was started
 * @param level the number of the level that it belongs to, or {@link LoadGate#NO_LEVEL}
 * @param outcome how it ended
 * @param metrics its measurements
 * @param tokensByPhase its output tokens by the phase in which they came in
 * @param prompt what was asked
 * @param finishReason the server's word for why the answer ended, or an empty string
 * @param answer the answer's visible text, up to a bound
 * @param answerTruncated whether text beyond that bound was left out
 * @param sends how often the transport wrote the request
 * @param checkError why a check turned the request down although its answer came in full, or null
 */
public record RequestRecord(
    String requestId,
    String name,
    Phase phase,
    int level,
    StreamOutcome outcome,
    RequestMetrics metrics,
    Map<Phase, Long> tokensByPhase,
    PromptSent prompt,
    String finishReason,
    String answer,
    boolean answerTruncated,
    int sends,
    @Nullable String checkError) {

  private static final int FIXED_BYTES = 1024;
  private static final int BYTES_PER_TIMING = 256;

  /** About how much memory it holds, in bytes: texts and timeline, and a little for the rest. */
  long bytes() {
    long chars = (long) prompt.text().length() + answer.length();
    return FIXED_BYTES
        + Character.BYTES * chars
        + metrics.timeline().bytes()
        + (long) BYTES_PER_TIMING * metrics.serverTimings().size();
  }

  /** Whether the request is OK for Gatling: its answer came in full and passed its checks. */
  public boolean passed() {
    return outcome.isOk() && checkError == null;
  }

  /** Whether it passed, and met all of these limits. */
  public boolean isGood(RequestLimits limits) {
    return passed() && limits.missedBy(metrics).isEmpty();
  }

  /** Whether its answer came in full; its checks are another matter. */
  public boolean succeeded() {
    return outcome.isOk();
  }

  /** Whether it counts as failed. */
  public boolean failed() {
    return outcome.isFailed();
  }

  /** Whether the run ended it before its answer was there. */
  public boolean aborted() {
    return outcome instanceof StreamOutcome.Aborted;
  }

  /**
   * Whether it was made of inputs, each of which is answered with a vector or a score: there are no
   * output tokens then, and nothing of theirs is told.
   */
  public boolean isOfInputs() {
    return prompt.inputs() > 0 && metrics.events() == 0 && metrics.outputTokens() == 0;
  }

  /** Tokens of the prompt: the server's count, else the client's, else -1. */
  public int inputTokens() {
    int served = metrics.usage().inputTokens();
    return served >= 0 ? served : prompt.tokenCount();
  }

  /** The code under which flotest counts a failure: the HTTP status, or the outcome's name. */
  public @Nullable String errorCode() {
    if (!outcome.isFailed() || outcome instanceof StreamOutcome.Empty) {
      return null;
    }
    return outcome instanceof StreamOutcome.HttpError error
        ? Integer.toString(error.status())
        : outcome.kind();
  }
}
