/**
 * Counting tokens as a model does: {@link io.github.gatlingllm.prompt.tokenizer.Tokenizers} finds
 * the {@link io.github.gatlingllm.prompt.tokenizer.Tokenizer} that a name stands for.
 */
@NullMarked
package io.github.gatlingllm.prompt.tokenizer;

import org.jspecify.annotations.NullMarked;
