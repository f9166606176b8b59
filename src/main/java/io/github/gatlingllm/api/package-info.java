/**
 * The LLM APIs: how each one is called, and what its frames mean. The one place that knows their
 * JSON, and the service interface for an API of one's own ({@link
 * io.github.gatlingllm.api.LlmApi}).
 */
@NullMarked
package io.github.gatlingllm.api;

import org.jspecify.annotations.NullMarked;
