package io.github.gatlingllm.gatling;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Requests that could not even be built, by reason: they are no requests, but the user must hear of
 * them. Safe for use by any thread.
 */
final class UnsentRequests {

  private static final int MAX_REASONS = 20;
  private static final String OTHER = "other reasons";

  private final Map<String, LongAdder> reasons = new ConcurrentHashMap<>();

  void add(String reason) {
    String key = reasons.size() < MAX_REASONS || reasons.containsKey(reason) ? reason : OTHER;
    reasons.computeIfAbsent(key, r -> new LongAdder()).increment();
  }

  long count() {
    return reasons.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** One sentence for each reason. */
  List<String> warnings() {
    return reasons.entrySet().stream()
        .map(
            reason ->
                reason.getValue().sum()
                    + " requests could not be built and were not sent: "
                    + reason.getKey())
        .toList();
  }
}
