/**
 * The JSON configuration of a benchmark: its keys, what each accepts, overrides by system property,
 * and the resolved copy that is kept with the results.
 *
 * <p>{@link io.github.gatlingllm.config.ConfigLoader} is the way in. Every key is declared once, in
 * {@code Settings}; reading, validation, overrides, the resolved file and the table in
 * docs/config.md all follow from that declaration.
 */
@NullMarked
package io.github.gatlingllm.config;

import org.jspecify.annotations.NullMarked;
