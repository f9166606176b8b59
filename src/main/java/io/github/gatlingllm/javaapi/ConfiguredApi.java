package io.github.gatlingllm.javaapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.api.AnthropicMessages;
import io.github.gatlingllm.api.AzureOpenAi;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.api.LlmRequest;
import io.github.gatlingllm.api.TemplateApi;
import io.github.gatlingllm.config.Provider;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The API that a configuration names, and the key that goes with it. */
final class ConfiguredApi {

  private final Provider provider;
  private final Function<String, @Nullable String> environment;

  ConfiguredApi(Provider provider) {
    this(provider, System::getenv);
  }

  /**
   * With variables of its own.
   *
   * @param environment the value of a variable, or null where it is not set
   */
  ConfiguredApi(Provider provider, Function<String, @Nullable String> environment) {
    this.provider = provider;
    this.environment = environment;
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
      case TEMPLATE ->
          LlmDsl.llm.custom(new TemplateApi(baseUrl, provider.template().orElseThrow()), baseUrl);
      case OPENAI_EMBEDDINGS -> LlmDsl.llm.openAiEmbeddings(baseUrl);
      case TEI_EMBEDDINGS -> LlmDsl.llm.teiEmbeddings(baseUrl);
      case COHERE_EMBEDDINGS -> LlmDsl.llm.cohereEmbeddings(baseUrl);
      case RERANK -> LlmDsl.llm.rerank(baseUrl);
      case TEI_RERANK -> LlmDsl.llm.teiRerank(baseUrl);
      case COHERE_RERANK -> LlmDsl.llm.cohereRerank(baseUrl);
      case SAGEMAKER, BEDROCK -> ConfiguredEndpoint.of(provider);
    };
  }

  /** The key, or an empty string: that of the first variable that is set. */
  String key() {
    return provider.apiKeyEnv().stream()
        .map(this::value)
        .filter(key -> !key.isEmpty())
        .findFirst()
        .orElse("");
  }

  private String value(String variable) {
    String value = environment.apply(variable);
    return value == null ? "" : value;
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
    return neededKeyFault()
        .or(
            () ->
                isNamedInVain()
                    ? Optional.of(missing() + "; name one that is, or leave provider.apiKeyEnv out")
                    : Optional.empty());
  }

  /** Where the provider accepts no request without a key, and there is none. */
  Optional<String> neededKeyFault() {
    String host =
        Optional.ofNullable(URI.create(provider.baseUrl()).getHost())
            .orElse("")
            .toLowerCase(Locale.ROOT);
    boolean needed = HostedProvider.ofHost(host).isPresent();
    boolean inUrl = HostedProvider.hasKey(provider.baseUrl());
    return needed && !inUrl && key().isEmpty()
        ? Optional.of(missing() + "; " + host + " accepts no request without a key")
        : Optional.empty();
  }

  private String missing() {
    return "provider.apiKeyEnv: the environment variable "
        + String.join(" or ", variables())
        + " is not set";
  }

  private List<String> variables() {
    List<String> named = provider.apiKeyEnv();
    return named.isEmpty() ? provider.adapter().keyEnvironment() : named;
  }

  /**
   * Whoever names a variable wants its key sent; one that is set and empty says that there is none.
   */
  private boolean isNamedInVain() {
    List<String> named = provider.apiKeyEnv();
    return !named.isEmpty()
        && !named.equals(provider.adapter().keyEnvironment())
        && named.stream().allMatch(variable -> environment.apply(variable) == null);
  }

  /** What the API itself says to a request with the members of {@code provider.config}. */
  private Optional<String> bodyFault() {
    Map<String, Object> extra = new LinkedHashMap<>(provider.config());
    String model = provider.model().isEmpty() ? "any" : provider.model();
    LlmApi api = protocol().api();
    LlmRequest request =
        new LlmRequest(
            model,
            api.probe("Hello."),
            api.generates() ? OptionalInt.of(1) : OptionalInt.empty(),
            api.generates(),
            true,
            extra);
    try {
      api.encode(request);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("provider: " + e.getMessage());
    }
  }
}
