package io.github.gatlingllm.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the verdict on a run depends on, and what follows from it.
 *
 * @param failOn the mildest verdict that makes the run fail
 * @param thresholds by the name of the rule
 */
public record VerdictConfig(FailOn failOn, Map<String, Thresholds> thresholds) {

  /** Copies the map. */
  public VerdictConfig {
    thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
  }
}
