/**
 * What is shown of a run while it goes on: a screen on a terminal, lines of text elsewhere. Knows
 * no Gatling type, and costs the event loops nothing: it looks at what others count.
 */
@NullMarked
package io.github.gatlingllm.live;

import org.jspecify.annotations.NullMarked;
