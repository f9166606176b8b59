package io.github.gatlingllm.gatling;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * When a user leaves an answer before its end: its connection is closed, and the request is {@code
 * cancelled}, which is no error. The first condition that is met counts.
 *
 * @param afterTokens once so many tokens have come in; counted by the server's running usage where
 *     it sends one, else by events with output; 0 for never
 * @param after so long after the start of the request
 * @param withoutTokenFor once no token came in for so long
 * @param probability the share of requests whose user leaves at all, from 0 to 1
 */
public record Leaving(
    int afterTokens,
    @Nullable Duration after,
    @Nullable Duration withoutTokenFor,
    double probability) {

  /** A user who stays to the end. */
  public static final Leaving NEVER = new Leaving(0, null, null, 1);

  /** Checks its values. */
  public Leaving {
    if (afterTokens < 0) {
      throw new IllegalArgumentException("afterTokens is " + afterTokens + "; accepted: 1 or more");
    }
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "the probability of leaving is " + probability + "; accepted: 0 to 1");
    }
  }

  /** The same, for a share of the requests. */
  public Leaving withProbability(double share) {
    return new Leaving(afterTokens, after, withoutTokenFor, share);
  }

  /** This user, or one who stays, by the probability. */
  Leaving drawn() {
    return probability < 1 && ThreadLocalRandom.current().nextDouble() >= probability
        ? NEVER
        : this;
  }
}
