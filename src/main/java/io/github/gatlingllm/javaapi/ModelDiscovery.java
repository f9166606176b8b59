package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.api.HttpCall;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.config.Provider;
import io.github.gatlingllm.gatling.ModelList;
import io.github.gatlingllm.gatling.TransportSettings;
import java.time.Duration;
import java.util.List;

/** Which model a configuration means that names none. */
final class ModelDiscovery {

  private final Provider provider;
  private final Duration limit;

  ModelDiscovery(Provider provider) {
    this(provider, ModelList.LIMIT);
  }

  /**
   * With a limit of its own on the answer.
   *
   * @param limit on the whole answer
   */
  ModelDiscovery(Provider provider, Duration limit) {
    this.provider = provider;
    this.limit = limit;
  }

  /**
   * The first model that the endpoint lists.
   *
   * @throws InvalidConfigException if it lists none; it says what the endpoint answered
   */
  String firstModel() {
    ConfiguredApi configured = new ConfiguredApi(provider);
    LlmApi api = configured.protocol().api();
    String key = configured.key();
    List<HttpCall.Header> headers = key.isEmpty() ? List.of() : api.credentials(key);
    try {
      String url = api.modelsUrl().orElseThrow();
      return new ModelList(TransportSettings.DEFAULT, limit)
          .first(new HttpCall(url, headers, new byte[0]));
    } catch (ModelList.NoModelException e) {
      throw new InvalidConfigException(
          List.of("provider.model is not given, and " + e.getMessage() + "; name the model"));
    }
  }
}
