/** Clocks and instants: the one place that reads the machine's time. */
@NullMarked
package io.github.gatlingllm.timing;

import org.jspecify.annotations.NullMarked;
