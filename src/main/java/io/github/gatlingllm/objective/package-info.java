/**
 * What is asked of an endpoint: limits on each request, objectives of a run, whether they are met,
 * and whether they still can be. docs/metrics.md has the definitions.
 */
@NullMarked
package io.github.gatlingllm.objective;

import org.jspecify.annotations.NullMarked;
