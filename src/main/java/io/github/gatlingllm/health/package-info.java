/**
 * How well the machine that makes the load is doing: probes, a line a second, and statistics of the
 * phases, from which a verdict on the run is made.
 */
@NullMarked
package io.github.gatlingllm.health;

import org.jspecify.annotations.NullMarked;
