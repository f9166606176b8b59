/**
 * What is sent to the model: token lengths, synthetic prompts and the stream that produces them
 * ahead of the load.
 *
 * <p>A source of prompts is a {@link io.github.gatlingllm.prompt.PromptSource}, a function of the
 * prompt's index; {@link io.github.gatlingllm.prompt.SyntheticPrompts} is one. Any source can be
 * read in order, from any thread, through a {@link io.github.gatlingllm.prompt.PromptStream}.
 *
 * <p>The built-in text, {@code corpus.txt}, is 35 of William Shakespeare's Sonnets (London, 1609)
 * in modern spelling, 490 lines, in the public domain: numbers 1, 2, 3, 12, 15, 18, 19, 23, 27, 29,
 * 30, 33, 35, 53, 54, 55, 60, 64, 65, 66, 71, 73, 76, 87, 94, 97, 98, 104, 106, 116, 128, 130, 138,
 * 146 and 147.
 */
@NullMarked
package io.github.gatlingllm.prompt;

import org.jspecify.annotations.NullMarked;
