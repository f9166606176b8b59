package io.github.gatlingllm.javaapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.ClosedModel;
import io.github.gatlingllm.config.Http;
import io.github.gatlingllm.config.OutputControl;
import io.github.gatlingllm.config.Provider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How an endpoint is called, as a configuration says. */
final class ConfiguredProtocol {

  private ConfiguredProtocol() {}

  /**
   * The endpoint, and how it is called.
   *
   * @param embedded whether it is the embedded one, which gets no key
   */
  static LlmProtocolBuilder of(BenchmarkConfig config, boolean embedded) {
    Provider provider = config.provider();
    Map<String, Object> extra = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : provider.config().entrySet()) {
      extra.put(entry.getKey(), entry.getValue());
    }
    ConfiguredApi api = new ConfiguredApi(provider);
    LlmProtocolBuilder protocol =
        api.protocol()
            .modelLiteral(provider.model())
            .extraBody(extra)
            .streaming(config.benchmark().streaming())
            .includeUsage(provider.includeUsage())
            .timeout(config.benchmark().timeout())
            .clientWarmUp(config.http().clientWarmUp())
            .eventLoops(config.http().eventLoops())
            .preflight(config.ends().preflight())
            .connections(config.http().connectTimeout(), config.http().keepAliveTimeout());
    if (config.benchmark().outputControl() == OutputControl.EXACT) {
      protocol = protocol.exactOutput();
    }
    String systemPrompt = Optional.ofNullable(provider.systemPrompt()).orElse("");
    if (!systemPrompt.isEmpty()) {
      protocol = protocol.systemPrompt(session -> systemPrompt);
    }
    String key = api.key();
    return embedded || key.isEmpty() ? protocol : protocol.apiKey(session -> key);
  }

  /** What its user should know of the limit on connections. */
  static Optional<String> warning(BenchmarkConfig config) {
    int most = config.http().maxConnections();
    ClosedModel closed = config.benchmark().closed();
    if (closed != null) {
      return most >= closed.concurrency()
          ? Optional.empty()
          : Optional.of(
              "http.maxConnections "
                  + most
                  + " is less than benchmark.concurrency: connections are not limited below the"
                  + " concurrency, since a request that waits for one would spoil its TTFT");
    }
    return most == Http.UNLIMITED
        ? Optional.empty()
        : Optional.of(
            "http.maxConnections "
                + most
                + " is not in force: in an open load, and with levels, a request that waits for a connection would"
                + " spoil its TTFT");
  }
}
