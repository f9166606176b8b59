package io.github.gatlingllm.javaapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.prompt.Tokenizers;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;

/**
 * The benchmark that runs where nobody names an endpoint: half a minute against an embedded one.
 */
final class EmbeddedTarget {

  private static final int CONCURRENCY = 8;
  private static final double RAMP_SECONDS = 5;
  private static final int RAMP_SHARE = 6;
  private static final int TOTAL_SECONDS = 30;

  private EmbeddedTarget() {}

  /** Starts the endpoint, which ends with this JVM, and describes a benchmark of it. */
  static ObjectNode start() {
    EmbeddedEndpoint endpoint =
        EmbeddedEndpoint.start(
            EndpointSettings.defaults()
                .withPromptTokens(Tokenizers.named(Tokenizers.DEFAULT_NAME)::count));
    ObjectNode config = shape();
    config
        .withObject("/provider")
        .put("model", EndpointSettings.defaults().model())
        .put("baseURL", endpoint.baseUrl());
    return config;
  }

  /** The benchmark without its endpoint: what holds where only a URL and a model are named. */
  static ObjectNode shape() {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    ObjectNode benchmark = config.putObject("benchmark");
    benchmark.put("maxDuration", TOTAL_SECONDS);
    if (!System.getProperty("llm.loadModel", "").equals("open")) {
      benchmark.put("concurrency", CONCURRENCY); // An open load has none.
    }
    benchmark.putObject("inputTokens").put("mean", 256);
    benchmark.putObject("outputTokens").put("mean", 64);
    double ramp = Math.min(RAMP_SECONDS, totalSeconds() / RAMP_SHARE);
    benchmark.putObject("rampUp").put("duration", ramp);
    benchmark.putObject("rampDown").put("duration", ramp);
    config.putObject("reporter").putArray("adapters").add("json").add("csv");
    return config;
  }

  /** Ramps that nobody asked for must fit a time that somebody did. */
  private static double totalSeconds() {
    try {
      double given = Double.parseDouble(System.getProperty("llm.maxDuration", ""));
      return given > 0 ? given : TOTAL_SECONDS;
    } catch (NumberFormatException e) {
      return TOTAL_SECONDS; // No number, or none given: the configuration's own checks tell.
    }
  }
}
