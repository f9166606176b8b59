package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.api.HttpCall;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.config.Provider;
import io.github.gatlingllm.gatling.ModelList;
import io.github.gatlingllm.gatling.TransportSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which models the endpoint of a configuration has: asked once, before a run is set up. */
public final class ModelDiscovery {

  private final Provider provider;
  private final Duration limit;

  ModelDiscovery(Provider provider) {
    this(provider, ModelList.LIMIT);
  }

  /**
   * Asks nobody yet.
   *
   * @param limit on the whole answer
   */
  public ModelDiscovery(Provider provider, Duration limit) {
    this.provider = provider;
    this.limit = limit;
  }

  /**
   * The first model that the endpoint lists.
   *
   * @throws InvalidConfigException if it lists none; it says what the endpoint answered
   */
  String firstModel() {
    try {
      return listed().get(0);
    } catch (ModelList.NoModelException e) {
      throw new InvalidConfigException(
          List.of("provider.model is not given, and " + e.getMessage() + "; name the model"));
    }
  }

  /**
   * The models that the endpoint lists, one at least.
   *
   * @throws IOException if it lists none, or its API has no such list; the message says what it
   *     answered, without the key
   */
  public List<String> models() throws IOException {
    ConfiguredApi configured = new ConfiguredApi(provider);
    // A variable that is not set yet is no reason not to ask: lists are often open.
    Optional<String> fault = configured.neededKeyFault();
    if (fault.isPresent()) {
      throw new IOException(fault.get());
    }
    try {
      return listed();
    } catch (ModelList.NoModelException | IllegalStateException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private List<String> listed() throws ModelList.NoModelException {
    ConfiguredApi configured = new ConfiguredApi(provider);
    LlmApi api = configured.protocol().api();
    String url =
        api.modelsUrl()
            .orElseThrow(() -> new IllegalStateException(api.name() + " lists no models"));
    String key = configured.key();
    List<HttpCall.Header> headers = key.isEmpty() ? List.of() : api.credentials(key);
    return new ModelList(TransportSettings.DEFAULT, limit)
        .all(new HttpCall(url, headers, new byte[0]));
  }
}
