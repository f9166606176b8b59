package io.github.gatlingllm.config;

import io.github.gatlingllm.load.StopRules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What comes before the load, and how the run may end.
 *
 * @param preflight whether one request must succeed first
 * @param warmUpRequests requests before the load that are not counted, 0 or more
 * @param drainTimeout how long answers may be open after the load, or null for no such limit
 * @param rules what ends the run before its time, prices included
 */
public record EndsConfig(
    boolean preflight, int warmUpRequests, @Nullable Duration drainTimeout, StopRules rules) {}
