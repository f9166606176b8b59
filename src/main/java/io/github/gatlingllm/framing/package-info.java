/**
 * Bytes to frames: incremental, bounded, and the same frames for every split of the bytes. Knows
 * nothing of what a frame's data means.
 */
@NullMarked
package io.github.gatlingllm.framing;

import org.jspecify.annotations.NullMarked;
