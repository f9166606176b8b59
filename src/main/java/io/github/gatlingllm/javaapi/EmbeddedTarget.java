package io.github.gatlingllm.javaapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The benchmark that runs where nobody names an endpoint: half a minute against an embedded one.
 */
final class EmbeddedTarget {

  private static final int CONCURRENCY = 8;
  private static final double RAMP_SECONDS = 5;
  private static final int RAMP_SHARE = 6;
  private static final int TOTAL_SECONDS = 30;

  /** Each makes loads that follow each other, whose lengths are their own. */
  private static final Set<String> LEVEL_FLAGS =
      Set.of(
          "llm.levels",
          "llm.searchFrom",
          "llm.searchTo",
          "llm.searchPrecision",
          "llm.searchRepeats",
          "llm.searchSamples",
          "llm.searchLongest");

  private EmbeddedTarget() {}

  /** Whether the endpoint speaks what an adapter does. */
  static boolean speaks(String adapter) {
    return List.of("openai", "openai-embeddings", "rerank").contains(adapter);
  }

  /** Starts the endpoint, which ends with this JVM, and describes a benchmark of it. */
  static ObjectNode start(Map<String, String> properties) {
    EmbeddedEndpoint endpoint =
        EmbeddedEndpoint.start(
            EndpointSettings.defaults()
                .withPromptTokens(Tokenizers.named(Tokenizers.DEFAULT_NAME)::count)
                .withPrefixCache(true));
    ObjectNode config = shape(properties);
    config
        .withObject("/provider")
        .put("model", EndpointSettings.defaults().model())
        .put("baseURL", endpoint.baseUrl());
    return config;
  }

  /**
   * The benchmark without its endpoint: what holds where only a URL and a model are named.
   *
   * @param properties those of the run: what they say of the load must not meet what nobody said
   */
  static ObjectNode shape(Map<String, String> properties) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    ObjectNode benchmark = config.putObject("benchmark");
    boolean open = given(properties, "llm.loadModel").equals("open");
    boolean replay = open && given(properties, "llm.arrivals").equals("replay");
    boolean levels = LEVEL_FLAGS.stream().anyMatch(flag -> !given(properties, flag).isEmpty());
    if (!open && !levels) {
      benchmark.put("concurrency", CONCURRENCY); // An open load has none, and levels their own.
    }
    if (!levels && !replay && !(open && !given(properties, "llm.stages").isEmpty())) {
      benchmark.put("maxDuration", TOTAL_SECONDS); // Stages and times tell when they end.
    }
    benchmark.putObject("inputTokens").put("mean", 256);
    String adapter = given(properties, "llm.adapter");
    if (!adapter.contains("embeddings") && !adapter.contains("rerank")) { // They generate nothing.
      benchmark.putObject("outputTokens").put("mean", 64);
    }
    if (!levels && !replay) { // Its times cannot be stretched.
      double ramp = Math.min(RAMP_SECONDS, totalSeconds(properties) / RAMP_SHARE);
      benchmark.putObject("rampUp").put("duration", ramp);
      benchmark.putObject("rampDown").put("duration", ramp);
    }
    config.putObject("reporter").putArray("adapters").add("json").add("csv");
    return config;
  }

  /** What is taken away by its flag is not there. */
  private static String given(Map<String, String> properties, String flag) {
    String text = properties.getOrDefault(flag, "");
    return text.equals("none") ? "" : text;
  }

  /** Ramps that nobody asked for must fit a time that somebody did. */
  private static double totalSeconds(Map<String, String> properties) {
    try {
      double given = Double.parseDouble(given(properties, "llm.maxDuration"));
      return given > 0 ? given : TOTAL_SECONDS;
    } catch (NumberFormatException e) {
      return TOTAL_SECONDS; // No number, or none given: the configuration's own checks tell.
    }
  }
}
