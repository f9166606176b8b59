/**
 * The shape of the load over time: phases, arrivals, limits and who may start a request. Knows no
 * Gatling.
 */
@NullMarked
package io.github.gatlingllm.load;

import org.jspecify.annotations.NullMarked;
