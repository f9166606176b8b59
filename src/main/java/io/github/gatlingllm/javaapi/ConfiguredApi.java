package io.github.gatlingllm.javaapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.api.AnthropicMessages;
import io.github.gatlingllm.api.AzureOpenAi;
import io.github.gatlingllm.api.LlmRequest;
import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.config.Provider;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The API that a configuration names, and the key that goes with it. */
final class ConfiguredApi {

  /** Where a provider accepts no request without a key. */
  private static final List<String> HOSTED =
      List.of(
          "api.openai.com",
          "api.anthropic.com",
          "generativelanguage.googleapis.com",
          ".openai.azure.com");

  private final Provider provider;

  ConfiguredApi(Provider provider) {
    this.provider = provider;
  }

  /** An endpoint that speaks it, as the configuration names it. */
  LlmProtocolBuilder protocol() {
    String baseUrl = provider.baseUrl();
    return switch (provider.adapter()) {
      case OPENAI -> LlmDsl.llm.openAi(baseUrl);
      case OPENAI_COMPLETIONS -> LlmDsl.llm.openAiCompletions(baseUrl);
      case OPENAI_RESPONSES -> LlmDsl.llm.openAiResponses(baseUrl);
      case AZURE_OPENAI ->
          LlmDsl.llm.azureOpenAi(
              baseUrl,
              provider.deployment().orElse(provider.model()),
              provider.apiVersion().orElse(AzureOpenAi.DEFAULT_VERSION));
      case ANTHROPIC ->
          LlmDsl.llm.anthropic(
              baseUrl, provider.apiVersion().orElse(AnthropicMessages.DEFAULT_VERSION));
      case GEMINI -> LlmDsl.llm.gemini(baseUrl);
      case OLLAMA -> LlmDsl.llm.ollama(baseUrl);
      case OLLAMA_GENERATE -> LlmDsl.llm.ollamaGenerate(baseUrl);
      case TGI -> LlmDsl.llm.tgi(baseUrl);
      case TRITON -> LlmDsl.llm.triton(baseUrl);
      case TRITON_INFER -> LlmDsl.llm.tritonInfer(baseUrl);
      case SAGEMAKER, BEDROCK -> ConfiguredEndpoint.of(provider);
    };
  }

  /** The key, or an empty string: that of the first variable that is set. */
  String key() {
    return provider.apiKeyEnv().stream()
        .map(LlmDsl::environment)
        .filter(key -> !key.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Why no request of this configuration could be sent or accepted, if that is known before. */
  Optional<String> fault() {
    return provider.aws() == null ? keyFault().or(this::bodyFault) : Optional.empty();
  }

  /**
   * The limits on answers that no request keeps to which has one of its own, as all do whose answer
   * has a length that is asked for.
   */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (String key : protocol().api().outputLimitKeys()) {
      if (isConfigured(key)) {
        warnings.add(
            "provider.config."
                + key
                + " is not in force where a request asks for a length of its own"
                + " (benchmark.outputTokens, or that of its record): that is the limit sent");
      }
    }
    return warnings;
  }

  private boolean isConfigured(String key) {
    String[] path = key.split("\\.", 2);
    JsonNode value = provider.config().get(path[0]);
    return value != null && (path.length == 1 || value.has(path[1]));
  }

  private Optional<String> keyFault() {
    String host =
        Optional.ofNullable(URI.create(provider.baseUrl()).getHost())
            .orElse("")
            .toLowerCase(Locale.ROOT);
    boolean needed = HOSTED.stream().anyMatch(hosted -> isAt(host, hosted));
    boolean inUrl = provider.baseUrl().contains("key=");
    return needed && !inUrl && key().isEmpty()
        ? Optional.of(
            "provider.apiKeyEnv: the environment variable "
                + String.join(" or ", provider.apiKeyEnv())
                + " is not set; "
                + host
                + " accepts no request without a key")
        : Optional.empty();
  }

  private static boolean isAt(String host, String hosted) {
    return hosted.startsWith(".") ? host.endsWith(hosted) : host.equals(hosted);
  }

  /** What the API itself says to a request with the members of {@code provider.config}. */
  private Optional<String> bodyFault() {
    Map<String, Object> extra = new LinkedHashMap<>(provider.config());
    String model = provider.model().isEmpty() ? "any" : provider.model();
    LlmRequest request =
        new LlmRequest(
            model, List.of(new Message("user", "Hello.")), OptionalInt.of(1), true, true, extra);
    try {
      protocol().api().encode(request);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("provider: " + e.getMessage());
    }
  }
}
