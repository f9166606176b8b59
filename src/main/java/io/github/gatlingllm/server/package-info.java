/**
 * The embedded, simulated LLM endpoint: real HTTP, simulated latency.
 *
 * <p>It stands in for an inference server in the quick start, in tests, and where a client's own
 * error is calibrated against events whose due times are known. Nothing in it infers anything.
 */
@NullMarked
package io.github.gatlingllm.server;

import org.jspecify.annotations.NullMarked;
