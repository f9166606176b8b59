/**
 * Requests that were recorded elsewhere by their times and lengths: Mooncake's, Azure's and
 * BurstGPT's traces (docs/datasets.md). Their texts are made up, of exactly these lengths.
 */
@NullMarked
package io.github.gatlingllm.prompt.trace;

import org.jspecify.annotations.NullMarked;
