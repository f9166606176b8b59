package io.github.gatlingllm.gatling;

import io.github.gatlingllm.prompt.PromptSource;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to an endpoint before the load, and never counted.
 *
 * @param preflight whether a request must succeed before anything else is sent
 * @param warmUpRequests how many requests warm the endpoint up; 0 for none
 * @param warmUpPrompts what these ask; null for a short question
 */
public record Opening(boolean preflight, int warmUpRequests, @Nullable PromptSource warmUpPrompts) {

  /** Nothing is sent before the load. */
  public static final Opening NONE = new Opening(false, 0, null);

  /** Refuses less than none. */
  public Opening {
    if (warmUpRequests < 0) {
      throw new IllegalArgumentException(
          "warmUp is " + warmUpRequests + "; accepted: 0 requests or more");
    }
  }

  /** With a pre-flight request, or without. */
  public Opening withPreflight(boolean wanted) {
    return new Opening(wanted, warmUpRequests, warmUpPrompts);
  }

  /** With other warm-up requests. */
  public Opening withWarmUp(int requests, @Nullable PromptSource prompts) {
    return new Opening(preflight, requests, prompts);
  }
}
