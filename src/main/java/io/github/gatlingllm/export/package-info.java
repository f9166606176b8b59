/**
 * A run in the formats of other tools: those that other load generators write, so that what reads
 * theirs reads ours, and those of spreadsheets, build servers and pull requests. Made of a run's
 * summary and its log, after the run or at any time later. Which field is which figure, and where
 * the names come from, is in docs/exports.md.
 */
@NullMarked
package io.github.gatlingllm.export;

import org.jspecify.annotations.NullMarked;
