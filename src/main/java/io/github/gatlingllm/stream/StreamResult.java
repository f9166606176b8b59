package io.github.gatlingllm.stream;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
import java.util.Map;

/**
 * All that is known of a request once it has ended; a failed one keeps what was measured until
 * then.
 *
 * @param outcome how it ended
 * @param instants its instants
 * @param timeline when its output came in
 * @param streamed whether the answer was an event stream; if not, its timeline says nothing of
 *     tokens
 * @param status the HTTP status, or 0 if none came in
 * @param usage the server's token counts
 * @param finishReason the server's word for why the answer ended, or an empty string
 * @param text the answer's visible content, up to a bound
 * @param textTruncated whether text beyond the bound was left out
 * @param sends how often the transport wrote the request: 2 if a pooled connection was found dead
 * @param serverTimings how long the server says that its parts took, in nanoseconds by name
 */
public record StreamResult(
    StreamOutcome outcome,
    RequestInstants instants,
    TokenTimeline timeline,
    boolean streamed,
    int status,
    Usage usage,
    String finishReason,
    String text,
    boolean textTruncated,
    int sends,
    Map<String, Long> serverTimings) {

  /** A result whose server says nothing of its times. */
  public StreamResult(
      StreamOutcome outcome,
      RequestInstants instants,
      TokenTimeline timeline,
      boolean streamed,
      int status,
      Usage usage,
      String finishReason,
      String text,
      boolean textTruncated,
      int sends) {
    this(
        outcome,
        instants,
        timeline,
        streamed,
        status,
        usage,
        finishReason,
        text,
        textTruncated,
        sends,
        Map.of());
  }
}
