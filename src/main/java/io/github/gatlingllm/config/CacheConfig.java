package io.github.gatlingllm.config;

import io.github.gatlingllm.prompt.SharedPrefix;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of the prompts is to be in the server's prefix cache.
 *
 * @param percentage how many requests repeat an earlier prompt, 0 to 100
 * @param distance requests between a prompt and its first repetition at least, if it was said
 * @param prefix what prompts have in common at their front, if they have
 */
public record CacheConfig(double percentage, OptionalInt distance, Optional<SharedPrefix> prefix) {}
