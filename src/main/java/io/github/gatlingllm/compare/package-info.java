/**
 * Runs held against each other: their key figures with the difference and whether chance explains
 * it, the settings in which they differ, and limits on how much worse a run may be than another.
 */
@NullMarked
package io.github.gatlingllm.compare;

import org.jspecify.annotations.NullMarked;
