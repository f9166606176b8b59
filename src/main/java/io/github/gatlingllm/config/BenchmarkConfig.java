package io.github.gatlingllm.config;

import org.jspecify.annotations.Nullable;

/**
 * A validated configuration: which endpoint is tested, with what load, and what is written.
 *
 * @param provider the endpoint and what is sent to it
 * @param benchmark the load and its limits
 * @param ends what comes before the load, and how the run may end
 * @param objectives what is asked of the endpoint
 * @param cache what of the prompts is to be in the server's cache
 * @param generator where prompts come from
 * @param http connections
 * @param reporter formats of the report
 * @param verdict what the verdict on the run depends on
 * @param conversation conversations instead of single requests, or null
 */
public record BenchmarkConfig(
    Provider provider,
    Benchmark benchmark,
    EndsConfig ends,
    ObjectivesConfig objectives,
    CacheConfig cache,
    Generator generator,
    Http http,
    Reporter reporter,
    VerdictConfig verdict,
    @Nullable ConversationModel conversation) {

  /** The same of another model. */
  BenchmarkConfig withModel(String model) {
    return new BenchmarkConfig(
        provider.withModel(model),
        benchmark,
        ends,
        objectives,
        cache,
        generator,
        http,
        reporter,
        verdict,
        conversation);
  }
}
