/**
 * What is kept of a run while it goes on: statistics in histograms, and the run log. Nothing here
 * blocks an event loop: files belong to one writer thread.
 */
@NullMarked
package io.github.gatlingllm.record;

import org.jspecify.annotations.NullMarked;
