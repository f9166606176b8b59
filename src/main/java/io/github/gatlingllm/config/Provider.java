package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.api.ApiTemplate;
import io.github.gatlingllm.load.Prices;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint under test.
 *
 * @param adapter the API it speaks
 * @param model name of the model; empty for the first that the endpoint lists
 * @param baseUrl absolute http or https URL without user info, fragment or trailing slash; may have
 *     a query; empty for that of AWS's region
 * @param systemPrompt text of the system message, not empty, or null for none
 * @param config members spread into each request body, in the order given, secrets included
 * @param apiKeyEnv names of the environment variables that may hold the key, the first one first
 * @param includeUsage whether a streamed request asks for the usage figures
 * @param prices what tokens cost, if that is given
 * @param deployment name of the deployment on Azure, if one is given
 * @param apiVersion version of the API, if one is given
 * @param template how the endpoint is called and read, if its adapter is the one for that
 * @param aws what a service of AWS is called with, or null for any other
 */
public record Provider(
    Adapter adapter,
    String model,
    String baseUrl,
    @Nullable String systemPrompt,
    Map<String, JsonNode> config,
    List<String> apiKeyEnv,
    boolean includeUsage,
    Optional<Prices> prices,
    Optional<String> deployment,
    Optional<String> apiVersion,
    Optional<ApiTemplate> template,
    @Nullable AwsProvider aws) {

  /** Copies the map; the order of its members is kept, because they are sent in it. */
  public Provider {
    config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
  }

  /** The same of another model. */
  public Provider withModel(String other) {
    return new Provider(
        adapter,
        other,
        baseUrl,
        systemPrompt,
        config,
        apiKeyEnv,
        includeUsage,
        prices,
        deployment,
        apiVersion,
        template,
        aws);
  }

  /**
   * Names what is tested. Leaves out {@code config}: it may hold a secret, and text gets logged.
   */
  @Override
  public String toString() {
    return "Provider[" + adapter + ", " + model + ", " + Secrets.maskQuery(baseUrl) + "]";
  }
}
