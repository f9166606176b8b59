package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.objective.Objective;

/**
 * What is asked of an endpoint, for {@link LlmProtocolBuilder#objectives}: a limit that each
 * request is to keep to, such as {@code ttft(ofMillis(500))}, or something that all of a run
 * together are to come to, such as {@code ttft(ofMillis(500)).percentile(95)}.
 */
public sealed interface Goal permits RequestLimit, Goal.OfRun {

  /**
   * What all requests together are to come to.
   *
   * @param objective what and how much
   */
  record OfRun(Objective objective) implements Goal {}
}
