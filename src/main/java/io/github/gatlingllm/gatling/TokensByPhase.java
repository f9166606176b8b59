package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.timing.TokenTimeline;
import java.util.EnumMap;
import java.util.Map;

/**
 * The output tokens of a request by the phase in which they came in, for a throughput that counts a
 * stream which crosses a phase's edge with the tokens that fell inside.
 */
final class TokensByPhase {

  private TokensByPhase() {}

  static Map<Phase, Long> of(RequestMetrics metrics, LoadGate gate) {
    Map<Phase, Long> tokens = new EnumMap<>(Phase.class);
    if (metrics.outputTokens() == 0) {
      return tokens;
    }
    TokenTimeline timeline = metrics.timeline();
    if (!metrics.hasTokenTiming()) {
      tokens.put(gate.phaseOf(metrics.instants().done()), (long) metrics.outputTokens());
      return tokens;
    }
    Phase first = gate.phaseOf(timeline.nanos(0));
    if (first == gate.phaseOf(timeline.lastNanos())) {
      tokens.put(first, (long) metrics.outputTokens());
      return tokens;
    }
    for (int i = 0; i < timeline.size(); i++) {
      tokens.merge(gate.phaseOf(timeline.nanos(i)), (long) metrics.tokensOfEvent(i), Long::sum);
    }
    return tokens;
  }
}
