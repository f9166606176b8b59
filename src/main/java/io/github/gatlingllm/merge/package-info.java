/**
 * Runs that several machines made at the same time, joined into one: one log on one clock, from
 * which all files of the run are made as of any other.
 */
@NullMarked
package io.github.gatlingllm.merge;

import org.jspecify.annotations.NullMarked;
