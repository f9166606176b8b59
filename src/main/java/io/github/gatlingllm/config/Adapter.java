package io.github.gatlingllm.config;

import io.github.gatlingllm.api.AnthropicMessages;
import io.github.gatlingllm.api.Embeddings;
import io.github.gatlingllm.api.Gemini;
import io.github.gatlingllm.api.Ollama;
import io.github.gatlingllm.api.Rerank;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The API an endpoint speaks. docs/apis.md tells of each. */
public enum Adapter {
  /** OpenAI chat completions, and every server that imitates them. */
  OPENAI("openai", Adapter.OPENAI_URL, Adapter.OPENAI_KEY),
  /** OpenAI completions: one text, without a chat template. */
  OPENAI_COMPLETIONS("openai-completions", Adapter.OPENAI_URL, Adapter.OPENAI_KEY),
  /** OpenAI responses. */
  OPENAI_RESPONSES("openai-responses", Adapter.OPENAI_URL, Adapter.OPENAI_KEY),
  /** OpenAI chat completions of a deployment on Azure. */
  AZURE_OPENAI("azure-openai", "", "AZURE_OPENAI_API_KEY"),
  /** Anthropic messages. */
  ANTHROPIC("anthropic", AnthropicMessages.DEFAULT_BASE_URL, "ANTHROPIC_API_KEY"),
  /** Google's Gemini. */
  GEMINI("gemini", Gemini.DEFAULT_BASE_URL, "GEMINI_API_KEY,GOOGLE_API_KEY"),
  /** Ollama's own chat. */
  OLLAMA("ollama", Ollama.DEFAULT_BASE_URL, "OLLAMA_API_KEY"),
  /** Ollama's own completion of one text. */
  OLLAMA_GENERATE("ollama-generate", Ollama.DEFAULT_BASE_URL, "OLLAMA_API_KEY"),
  /** Text Generation Inference's own API. */
  TGI("tgi", "", "HF_TOKEN"),
  /** Triton's generate extension. */
  TRITON("triton", "", "TRITON_API_KEY"),
  /** The inference protocol of Triton and KServe. */
  TRITON_INFER("triton-infer", "", "TRITON_API_KEY"),
  /** OpenAI's embeddings, and those of every server that imitates them. */
  OPENAI_EMBEDDINGS("openai-embeddings", Adapter.OPENAI_URL, Adapter.OPENAI_KEY),
  /** Embeddings of Text Embeddings Inference. */
  TEI_EMBEDDINGS("tei-embeddings", "", "HF_TOKEN"),
  /** Cohere's embeddings. */
  COHERE_EMBEDDINGS("cohere-embeddings", Embeddings.COHERE_BASE_URL, Adapter.COHERE_KEY),
  /** Ranking as Jina, vLLM and llama-server have it. */
  RERANK("rerank", Rerank.JINA_BASE_URL, "JINA_API_KEY"),
  /** Ranking by Text Embeddings Inference. */
  TEI_RERANK("tei-rerank", "", "HF_TOKEN"),
  /** Cohere's ranking. */
  COHERE_RERANK("cohere-rerank", Embeddings.COHERE_BASE_URL, Adapter.COHERE_KEY),
  /** Invocations of SageMaker's endpoints, signed for AWS. */
  SAGEMAKER("sagemaker", "", ""),
  /** Bedrock's models, signed for AWS. */
  BEDROCK("bedrock", "", ""),
  /** Any other, as the configuration describes it. */
  TEMPLATE("template", "", "");

  private static final String OPENAI_URL = "https://api.openai.com/v1";
  private static final String OPENAI_KEY = "OPENAI_API_KEY";
  private static final String COHERE_KEY = "CO_API_KEY,COHERE_API_KEY";

  private final String key;
  private final String defaultBaseUrl;
  private final String keyEnvironment;

  /** The variables are joined by commas: a constant of an enum is to be immutable. */
  Adapter(String key, String defaultBaseUrl, String keyEnvironment) {
    this.key = key;
    this.defaultBaseUrl = defaultBaseUrl;
    this.keyEnvironment = keyEnvironment;
  }

  /** The adapter's name in the configuration. */
  public String key() {
    return key;
  }

  /** Where its provider is, if it has one place. */
  public Optional<String> defaultBaseUrl() {
    return defaultBaseUrl.isEmpty() ? Optional.empty() : Optional.of(defaultBaseUrl);
  }

  /** The environment variables in which its provider's own clients look for the key, in order. */
  public List<String> keyEnvironment() {
    return keyEnvironment.isEmpty() ? List.of() : List.of(keyEnvironment.split(","));
  }

  /** Whether its servers list their models, so that none need be named. */
  public boolean listsModels() {
    return defaultBaseUrl.equals(OPENAI_URL) || this == RERANK;
  }

  /** Whether one needs to be named at all: some have one model for a URL. */
  boolean hasOneModel() {
    return this == TGI
        || this == AZURE_OPENAI
        || this == TEI_EMBEDDINGS
        || this == TEI_RERANK
        || this == TEMPLATE;
  }

  /**
   * Whether its requests are made of inputs, each of which is answered with a vector or a score.
   */
  public boolean takesInputs() {
    return isRerank() || name().endsWith("_EMBEDDINGS");
  }

  /** Whether these are documents that are ranked by a query. */
  public boolean isRerank() {
    return this == RERANK || this == TEI_RERANK || this == COHERE_RERANK;
  }

  /** Whether an author is to think of a model, or of a deployment, whatever its servers list. */
  public boolean needsModel() {
    return this != TGI;
  }

  /** Whether its version is told with each request. */
  boolean hasVersion() {
    return this == AZURE_OPENAI || this == ANTHROPIC;
  }

  /** Whether requests are signed for AWS, which has a place for each region. */
  public boolean isAws() {
    return this == SAGEMAKER || this == BEDROCK;
  }

  /** The adapter of a name. */
  static Optional<Adapter> named(String key) {
    return Stream.of(values()).filter(adapter -> adapter.key.equals(key)).findFirst();
  }

  /** All names, for a message. */
  static String names() {
    return Stream.of(values())
        .map(adapter -> "\"" + adapter.key + "\"")
        .collect(Collectors.joining(", "));
  }
}
