package io.github.gatlingllm.prompt;

/**
 * One user message and the length of the answer it asks for.
 *
 * @param index the prompt's place in its source, from 0
 * @param text the whole user message
 * @param tokenCount the tokens of {@code text}, counted by the source's tokenizer; what a chat
 *     template or a system prompt adds is not in it
 * @param outputTokenTarget the tokens the answer should have, at least 1
 */
public record Prompt(long index, String text, int tokenCount, int outputTokenTarget) {}
