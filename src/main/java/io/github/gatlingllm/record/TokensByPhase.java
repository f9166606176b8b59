package io.github.gatlingllm.record;

import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.timing.TokenTimeline;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The output tokens of a request by the phase in which they came in, for a throughput that counts a
 * stream which crosses a phase's edge with the tokens that fell inside.
 */
public final class TokensByPhase {

  private TokensByPhase() {}

  /**
   * The tokens of a request.
   *
   * @param phases the phase at an instant, in nanoseconds of the request's clock
   */
  public static Map<Phase, Long> of(RequestMetrics metrics, LongFunction<Phase> phases) {
    Map<Phase, Long> tokens = new EnumMap<>(Phase.class);
    if (metrics.outputTokens() == 0) {
      return tokens;
    }
    TokenTimeline timeline = metrics.timeline();
    if (!metrics.hasTokenTiming()) {
      tokens.put(phases.apply(metrics.instants().done()), (long) metrics.outputTokens());
      return tokens;
    }
    Phase first = phases.apply(timeline.nanos(0));
    if (first == phases.apply(timeline.lastNanos())) {
      tokens.put(first, (long) metrics.outputTokens());
      return tokens;
    }
    for (int i = 0; i < timeline.size(); i++) {
      tokens.merge(phases.apply(timeline.nanos(i)), (long) metrics.tokensOfEvent(i), Long::sum);
    }
    return tokens;
  }
}
