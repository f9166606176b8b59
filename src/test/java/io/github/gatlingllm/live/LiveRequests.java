package io.github.gatlingllm.live;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.Requests;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
import java.util.concurrent.TimeUnit;

/** Ended requests at instants that a test chooses. */
final class LiveRequests {

  static final StreamOutcome OK = new StreamOutcome.Ok();

  private LiveRequests() {}

  static long millis(double millis) {
    return Math.round(millis * TimeUnit.MILLISECONDS.toNanos(1));
  }

  static StreamOutcome refused(int status, String message) {
    return new StreamOutcome.HttpError(status, "", message);
  }

  /** Two events, the first after its TTFT and the other 10 ms later, with 5 tokens of prompt. */
  static RequestRecord ended(StreamOutcome outcome, double doneMillis, double ttft, double e2e) {
    return ended(outcome, doneMillis, ttft, e2e, Usage.NONE);
  }

  static RequestRecord ended(
      StreamOutcome outcome, double doneMillis, double ttft, double e2e, Usage usage) {
    long started = millis(doneMillis - e2e);
    TokenTimeline timeline = new TokenTimeline();
    timeline.append(started + millis(ttft), true, TokenTimeline.UNKNOWN);
    timeline.append(started + millis(ttft + 10), true, TokenTimeline.UNKNOWN);
    RequestInstants instants =
        new RequestInstants(started, started, started, started, millis(doneMillis));
    StreamResult result =
        new StreamResult(outcome, instants, timeline, true, 200, usage, "stop", "hello", false, 1);
    return Requests.record("id", Phase.STEADY, result, "prompt", 5);
  }

  static RequestRecord ok(double doneMillis, double ttft, double e2e) {
    return ended(OK, doneMillis, ttft, e2e);
  }

  /** The same request, of a level. */
  static RequestRecord ofLevel(int level, RequestRecord request) {
    return new RequestRecord(
        request.requestId(),
        request.name(),
        request.phase(),
        level,
        request.outcome(),
        request.metrics(),
        request.tokensByPhase(),
        request.prompt(),
        request.finishReason(),
        request.answer(),
        request.answerTruncated(),
        request.sends(),
        request.checkError());
  }
}
