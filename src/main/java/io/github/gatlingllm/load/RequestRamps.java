package io.github.gatlingllm.load;

import java.util.OptionalLong;

/**
 * Ramps that go by requests that have ended, as flotest has them: the load is in its ramp-up until
 * {@code upRequests} have ended, and in its ramp-down once at most {@code downRequests} of {@code
 * maxRequests} have not.
 *
 * @param upRequests 0 for no such ramp-up
 * @param downRequests 0 for no such ramp-down
 */
public record RequestRamps(long upRequests, long downRequests) {

  /** No such ramps. */
  static final RequestRamps NONE = new RequestRamps(0, 0);

  RequestRamps up(long requests) {
    requireNotNegative("rampUp", requests);
    return new RequestRamps(requests, downRequests);
  }

  RequestRamps down(long requests) {
    requireNotNegative("rampDown", requests);
    return new RequestRamps(upRequests, requests);
  }

  private static void requireNotNegative(String name, long requests) {
    Requirements.require(
        requests >= 0, name + " by requests is " + requests + "; accepted: 0 or more");
  }

  void validate(OptionalLong maxRequests) {
    Requirements.require(
        downRequests == 0 || maxRequests.isPresent(),
        "rampDown by requests is " + downRequests + "; accepted only with maxRequests");
    Requirements.require(
        maxRequests.isEmpty() || upRequests + downRequests <= maxRequests.getAsLong(),
        "rampUp and rampDown by requests are "
            + upRequests
            + " and "
            + downRequests
            + ", together more than maxRequests "
            + maxRequests.orElse(0));
  }

  /** Whether there is one of them at all. */
  public boolean isAny() {
    return upRequests > 0 || downRequests > 0;
  }

  boolean rises() {
    return upRequests > 0;
  }

  boolean isRising(long ended) {
    return ended < upRequests;
  }

  /** How many of the requests that will be made have not ended. */
  long left(long ended, OptionalLong maxRequests) {
    return maxRequests.isPresent() ? maxRequests.getAsLong() - ended : Long.MAX_VALUE;
  }

  boolean isFalling(long left) {
    return downRequests > 0 && left <= downRequests;
  }

  /**
   * The phase of a request that starts now.
   *
   * @param byTime what it is by the ramps that go by time
   */
  Phase phase(Phase byTime, long ended, OptionalLong maxRequests) {
    if (byTime == Phase.STEADY && isRising(ended)) {
      return Phase.RAMP_UP;
    }
    return byTime == Phase.STEADY && isFalling(left(ended, maxRequests)) ? Phase.RAMP_DOWN : byTime;
  }
}
