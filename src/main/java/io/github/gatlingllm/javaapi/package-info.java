/**
 * What a simulation imports: {@link io.github.gatlingllm.javaapi.LlmDsl} and the builders it makes.
 * Builders are immutable: every method returns a new one.
 */
@NullMarked
package io.github.gatlingllm.javaapi;

import org.jspecify.annotations.NullMarked;
