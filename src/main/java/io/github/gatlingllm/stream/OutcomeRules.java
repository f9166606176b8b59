package io.github.gatlingllm.stream;

import io.github.gatlingllm.api.Batch;
import io.github.gatlingllm.api.Fault;
import io.github.gatlingllm.api.LlmApi;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What outcome an answer is: a pure function of what came of it. */
final class OutcomeRules {

  /** By which vLLM, SGLang and others say that the engine gave the request up. */
  private static final Set<String> FAILED_REASONS =
      Set.of("error", "abort", "aborted", "cancelled", "canceled");

  /** By which Anthropic and Gemini say that an answer, or its prompt, is not allowed. */
  private static final Set<String> FILTERED_REASONS =
      Set.of(
          "refusal",
          "safety",
          "recitation",
          "blocklist",
          "prohibited_content",
          "spii",
          "image_safety");

  private final LlmApi api;
  private final UnaryOperator<String> redaction;
  private final int maxErrorChars;

  /**
   * The rules for an answer of an API.
   *
   * @param redaction takes the secrets of the request out of a message
   * @param maxErrorChars the longest text of the server's in a message
   */
  OutcomeRules(LlmApi api, UnaryOperator<String> redaction, int maxErrorChars) {
    this.api = api;
    this.redaction = redaction;
    this.maxErrorChars = maxErrorChars;
  }

  /**
   * The outcome of an answer with an error status.
   *
   * @param body the beginning of its body
   */
  StreamOutcome ofErrorStatus(int status, String retryAfter, String body) {
    String message = body;
    try {
      message = Objects.requireNonNullElse(api.errorMessage(body), body);
    } catch (RuntimeException e) {
      // An API's own code, on an answer it does not know: the body speaks for itself.
    }
    return new StreamOutcome.HttpError(
        status, retryAfter, told("HTTP " + status + (message.isBlank() ? "" : ": " + message)));
  }

  /**
   * The outcome of an answer that began with success, of which nothing more comes.
   *
   * @param asked the inputs of its request
   * @param bodyBytes how long its body was
   */
  StreamOutcome ofAnswer(AnswerReader answer, Batch asked, long bodyBytes) {
    AnswerEnd end = answer.ending();
    Fault fault = end.fault();
    if (fault != null) {
      return new StreamOutcome.StreamError(told(fault.code()), told(fault.message()));
    }
    if (end.malformed() != null) {
      return new StreamOutcome.Malformed(told(end.malformed()));
    }
    if (!end.isFinished() && !endedWithBody(answer)) {
      return unfinished(answer, bodyBytes);
    }
    return ofFinishReason(end.finishReason(), answer, asked);
  }

  private StreamOutcome ofFinishReason(String finishReason, AnswerReader answer, Batch asked) {
    String reason = finishReason.toLowerCase(Locale.ROOT);
    if (reason.equals("content_filter")) {
      return new StreamOutcome.ContentFiltered("the content filter ended the answer");
    }
    if (FILTERED_REASONS.contains(reason)) {
      return new StreamOutcome.ContentFiltered(
          "the content filter ended the answer, finish reason '" + finishReason + "'");
    }
    if (FAILED_REASONS.contains(reason)) {
      return new StreamOutcome.StreamError(
          finishReason, "the server ended the answer with finish reason '" + finishReason + "'");
    }
    if (asked.inputs() > 0) {
      return ofInputs(answer, asked);
    }
    if (!answer.hasOutput()) {
      return new StreamOutcome.Empty(
          redaction.apply(
              "the answer finished without output, finish reason '" + finishReason + "'"));
    }
    return new StreamOutcome.Ok();
  }

  private boolean endedWithBody(AnswerReader answer) {
    try {
      return answer.hasOutput()
          && !answer.ending().isBrokenOff()
          && api.endsWithBody(answer.isStream());
    } catch (RuntimeException e) {
      return false; // An API's own code, which must not keep its user waiting for ever.
    }
  }

  private static StreamOutcome unfinished(AnswerReader answer, long bodyBytes) {
    if (!answer.isRecognized()) {
      return new StreamOutcome.Malformed(
          "the body is neither an event stream nor JSON (" + bodyBytes + " bytes)");
    }
    return new StreamOutcome.Truncated(
        "the body ended without a terminal event or finish reason, after "
            + answer.timeline().size()
            + " events with output");
  }

  private static StreamOutcome ofInputs(AnswerReader answer, Batch asked) {
    if (answer.results() != asked.results()) {
      return new StreamOutcome.Malformed(
          "the answer has "
              + Math.max(0, answer.results())
              + " results instead of "
              + asked.results()
              + ", for "
              + asked.inputs()
              + " inputs");
    }
    return answer.highestIndex() < asked.inputs()
        ? new StreamOutcome.Ok()
        : new StreamOutcome.Malformed(
            "an index of the answer is "
                + answer.highestIndex()
                + ", counted from 0, and the request has "
                + asked.inputs()
                + " inputs");
  }

  /** A text of the server's, fit for a report: without secrets, and bounded. */
  private String told(String text) {
    return Shortened.of(redaction.apply(text), maxErrorChars);
  }
}
