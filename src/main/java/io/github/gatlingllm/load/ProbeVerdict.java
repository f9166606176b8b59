package io.github.gatlingllm.load;

/**
 * What a probe of a search has shown.
 *
 * @param result whether the objectives were met
 * @param reason the same for people, with its figures
 */
public record ProbeVerdict(Result result, String reason) {

  /** Whether the objectives were met. */
  public enum Result {
    /** All of them. */
    MET,
    /** At least one was not. */
    MISSED,
    /** It cannot be told: the client is the limit, or there is nothing to judge. */
    UNCLEAR
  }
}
