/**
 * The results of a run: from what was counted to {@code summary.json}, {@code summary.csv} and the
 * text on the console. Figures are computed once, in {@link
 * io.github.gatlingllm.report.RunSummary}; the formats only write them down.
 */
@NullMarked
package io.github.gatlingllm.report;

import org.jspecify.annotations.NullMarked;
