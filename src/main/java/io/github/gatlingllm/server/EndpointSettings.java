package io.github.gatlingllm.server;

import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What an embedded endpoint is started with. Immutable; start from {@link #defaults()}.
 *
 * @param port TCP port on the loopback address, 0 for any free one
 * @param model name in {@code /v1/models}, and of answers to requests that name no model
 * @param latency how long the simulated model takes
 * @param limits the endpoint's bounds
 * @param seed source of every random draw: the n-th chat request of two endpoints with one seed
 *     gets the same text and the same jitter
 * @param apiKey key that requests must bring as {@code Authorization: Bearer}, null for none
 * @param promptTokens counts the tokens of a prompt; called on one thread at a time, off the event
 *     loop
 * @param prefixCache whether messages that a prompt began with before are not read again
 */
public record EndpointSettings(
    int port,
    String model,
    LatencyModel latency,
    EndpointLimits limits,
    long seed,
    @Nullable String apiKey,
    ToIntFunction<String> promptTokens,
    boolean prefixCache) {

  private static final int CHARACTERS_PER_TOKEN = 4;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException for a port that is none, or a blank model or key
   */
  public EndpointSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be from 0 to 65535: " + port);
    }
    if (model.isBlank()) {
      throw new IllegalArgumentException("model must not be blank");
    }
    if (apiKey != null && apiKey.isBlank()) {
      throw new IllegalArgumentException("apiKey must not be blank; null means none");
    }
  }

  /** Model "embedded-llm" on any free port, no key, everything else at its own defaults. */
  public static EndpointSettings defaults() {
    return new EndpointSettings(
        0,
        "embedded-llm",
        LatencyModel.defaults(),
        EndpointLimits.defaults(),
        0,
        null,
        EndpointSettings::approximateTokens,
        false);
  }

  /**
   * The default count: one token for every four characters, rounded up. Right to about 20 % for
   * English prose, wrong for code and for other scripts; give a tokenizer where it matters.
   */
  public static int approximateTokens(String text) {
    return (text.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
  }

  /** The same settings with another port. */
  public EndpointSettings withPort(int value) {
    return new EndpointSettings(
        value, model, latency, limits, seed, apiKey, promptTokens, prefixCache);
  }

  /** The same settings with another model name. */
  public EndpointSettings withModel(String value) {
    return new EndpointSettings(
        port, value, latency, limits, seed, apiKey, promptTokens, prefixCache);
  }

  /** The same settings with another latency model. */
  public EndpointSettings withLatency(LatencyModel value) {
    return new EndpointSettings(
        port, model, value, limits, seed, apiKey, promptTokens, prefixCache);
  }

  /** The same settings with other bounds. */
  public EndpointSettings withLimits(EndpointLimits value) {
    return new EndpointSettings(
        port, model, latency, value, seed, apiKey, promptTokens, prefixCache);
  }

  /** The same settings with another seed. */
  public EndpointSettings withSeed(long value) {
    return new EndpointSettings(
        port, model, latency, limits, value, apiKey, promptTokens, prefixCache);
  }

  /** The same settings with another required key, null for none. */
  public EndpointSettings withApiKey(@Nullable String value) {
    return new EndpointSettings(
        port, model, latency, limits, seed, value, promptTokens, prefixCache);
  }

  /** The same settings with another count of prompt tokens. */
  public EndpointSettings withPromptTokens(ToIntFunction<String> value) {
    return new EndpointSettings(port, model, latency, limits, seed, apiKey, value, prefixCache);
  }

  /** The same settings, with a cache of the messages that prompts began with, or without. */
  public EndpointSettings withPrefixCache(boolean value) {
    return new EndpointSettings(port, model, latency, limits, seed, apiKey, promptTokens, value);
  }

  /** As a record writes itself, but for the key: settings end up in logs, keys must not. */
  @Override
  public String toString() {
    return "EndpointSettings[port=%d, model=%s, latency=%s, limits=%s, seed=%d, apiKey=%s]"
        .formatted(port, model, latency, limits, seed, apiKey == null ? "none" : "***");
  }
}
