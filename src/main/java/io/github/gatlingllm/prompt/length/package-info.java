/** How long prompts are, and the answers they ask for: distributions of lengths in tokens. */
@NullMarked
package io.github.gatlingllm.prompt.length;

import org.jspecify.annotations.NullMarked;
