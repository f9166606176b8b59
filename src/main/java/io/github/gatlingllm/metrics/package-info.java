/** The formulas of docs/metrics.md, and nothing else: pure functions of an ended request. */
@NullMarked
package io.github.gatlingllm.metrics;

import org.jspecify.annotations.NullMarked;
