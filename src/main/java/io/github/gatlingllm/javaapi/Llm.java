package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.api.AnthropicMessages;
import io.github.gatlingllm.api.AzureOpenAi;
import io.github.gatlingllm.api.Embeddings;
import io.github.gatlingllm.api.Gemini;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.api.Ollama;
import io.github.gatlingllm.api.OpenAiChat;
import io.github.gatlingllm.api.OpenAiCompletions;
import io.github.gatlingllm.api.OpenAiResponses;
import io.github.gatlingllm.api.Rerank;
import io.github.gatlingllm.api.TemplateApi;
import io.github.gatlingllm.api.TextGenerationInference;
import io.github.gatlingllm.api.Triton;
import io.github.gatlingllm.api.TritonInfer;

/** Where protocols begin. */
public final class Llm {

  Llm() {}

  /**
   * An endpoint that speaks OpenAI's chat completions.
   *
   * @param baseUrl such as {@code http://localhost:8000/v1}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder openAi(String baseUrl) {
    return of(new OpenAiChat(baseUrl), baseUrl);
  }

  /**
   * An endpoint that speaks OpenAI's completions: prompts go to the model as they are, without a
   * chat template.
   *
   * @param baseUrl such as {@code http://localhost:8000/v1}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder openAiCompletions(String baseUrl) {
    return of(new OpenAiCompletions(baseUrl), baseUrl);
  }

  /**
   * An endpoint that speaks OpenAI's responses.
   *
   * @param baseUrl such as {@code http://localhost:8000/v1}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder openAiResponses(String baseUrl) {
    return of(new OpenAiResponses(baseUrl), baseUrl);
  }

  /**
   * A deployment on Azure OpenAI, which speaks OpenAI's chat completions.
   *
   * @param endpoint such as {@code https://my-resource.openai.azure.com}
   * @param deployment the deployment's name
   * @throws IllegalArgumentException if the endpoint is not an absolute http or https URL, or the
   *     deployment is blank
   */
  public LlmProtocolBuilder azureOpenAi(String endpoint, String deployment) {
    return azureOpenAi(endpoint, deployment, AzureOpenAi.DEFAULT_VERSION);
  }

  /**
   * The same in another version of the API.
   *
   * @param apiVersion such as {@code 2024-10-21}
   */
  public LlmProtocolBuilder azureOpenAi(String endpoint, String deployment, String apiVersion) {
    return of(new AzureOpenAi(endpoint, deployment, apiVersion), endpoint).modelLiteral(deployment);
  }

  /** Anthropic itself, through its messages. */
  public LlmProtocolBuilder anthropic() {
    return anthropic(AnthropicMessages.DEFAULT_BASE_URL);
  }

  /**
   * An endpoint that speaks Anthropic's messages.
   *
   * @param baseUrl such as {@code http://localhost:8000/v1}, with {@code /v1} or without
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder anthropic(String baseUrl) {
    return anthropic(baseUrl, AnthropicMessages.DEFAULT_VERSION);
  }

  /**
   * The same in another version of the API.
   *
   * @param version what is sent as {@code anthropic-version}
   */
  public LlmProtocolBuilder anthropic(String baseUrl, String version) {
    return of(new AnthropicMessages(baseUrl, version), baseUrl);
  }

  /** Google's Gemini itself. */
  public LlmProtocolBuilder gemini() {
    return gemini(Gemini.DEFAULT_BASE_URL);
  }

  /**
   * An endpoint that speaks Gemini's API.
   *
   * @param baseUrl such as {@code https://generativelanguage.googleapis.com/v1beta}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder gemini(String baseUrl) {
    return of(new Gemini(baseUrl), baseUrl);
  }

  /**
   * Ollama's own chat.
   *
   * @param baseUrl such as {@code http://localhost:11434}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder ollama(String baseUrl) {
    return of(Ollama.chat(baseUrl), baseUrl);
  }

  /**
   * Ollama's own completion of one text.
   *
   * @param baseUrl such as {@code http://localhost:11434}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder ollamaGenerate(String baseUrl) {
    return of(Ollama.generate(baseUrl), baseUrl);
  }

  /**
   * Text Generation Inference's own API.
   *
   * @param baseUrl such as {@code http://localhost:8080}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder tgi(String baseUrl) {
    return of(new TextGenerationInference(baseUrl), baseUrl);
  }

  /**
   * Triton's generate extension.
   *
   * @param baseUrl such as {@code http://localhost:8000}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder triton(String baseUrl) {
    return of(new Triton(baseUrl), baseUrl);
  }

  /**
   * The inference protocol of Triton and KServe, whose answers come as a whole.
   *
   * @param baseUrl such as {@code http://localhost:8000}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder tritonInfer(String baseUrl) {
    return of(new TritonInfer(baseUrl), baseUrl);
  }

  /**
   * OpenAI's embeddings: {@code llm("embed").inputs(…)} has a vector for each input. No streams, no
   * output tokens.
   *
   * @param baseUrl such as {@code http://localhost:8000/v1}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder openAiEmbeddings(String baseUrl) {
    return of(Embeddings.openAi(baseUrl), baseUrl);
  }

  /**
   * The embeddings of Text Embeddings Inference.
   *
   * @param baseUrl such as {@code http://localhost:8080}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder teiEmbeddings(String baseUrl) {
    return of(Embeddings.tei(baseUrl), baseUrl);
  }

  /**
   * Cohere's embeddings.
   *
   * @param baseUrl such as {@code https://api.cohere.com/v2}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder cohereEmbeddings(String baseUrl) {
    return of(Embeddings.cohere(baseUrl), baseUrl);
  }

  /**
   * Ranking as Jina, vLLM and llama-server have it: {@code llm("rank").query(…).inputs(…)} has a
   * score for each input.
   *
   * @param baseUrl such as {@code http://localhost:8000/v1}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder rerank(String baseUrl) {
    return of(Rerank.jina(baseUrl), baseUrl);
  }

  /**
   * Ranking by Text Embeddings Inference.
   *
   * @param baseUrl such as {@code http://localhost:8080}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder teiRerank(String baseUrl) {
    return of(Rerank.tei(baseUrl), baseUrl);
  }

  /**
   * Cohere's ranking.
   *
   * @param baseUrl such as {@code https://api.cohere.com/v2}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder cohereRerank(String baseUrl) {
    return of(Rerank.cohere(baseUrl), baseUrl);
  }

  /**
   * An endpoint that speaks an API of one's own.
   *
   * @param api how it is called and what its frames mean; used by all event loops
   * @param endpoint its base URL, for reports
   */
  public LlmProtocolBuilder custom(LlmApi api, String endpoint) {
    return LlmProtocolBuilder.of(api, withoutQuery(endpoint));
  }

  /**
   * Any endpoint over HTTP, of an LLM or not, as a template describes it.
   *
   * @param baseUrl what the template's path is appended to
   * @param template from {@link LlmDsl#apiTemplate()}
   * @throws io.github.gatlingllm.api.InvalidTemplateException if the template is not usable, with
   *     all that is wrong with it
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder template(String baseUrl, ApiTemplateBuilder template) {
    return custom(new TemplateApi(baseUrl, template.template()), baseUrl);
  }

  /**
   * SageMaker's endpoints of the environment's region. {@link LlmProtocolBuilder#model} is the
   * endpoint's name.
   */
  public LlmProtocolBuilder sageMaker() {
    return sageMaker(SageMakerEndpoint.DEFAULT);
  }

  /**
   * SageMaker's endpoints, wherever they are.
   *
   * @param endpoint from {@link LlmDsl#sageMakerEndpoint}
   * @throws IllegalArgumentException if its region is none, or its URL no http or https URL
   */
  public LlmProtocolBuilder sageMaker(SageMakerEndpoint endpoint) {
    return endpoint.protocol();
  }

  /** Bedrock's models in the environment's region, by Converse. */
  public LlmProtocolBuilder bedrock() {
    return bedrock(BedrockEndpoint.DEFAULT);
  }

  /**
   * Bedrock's models, wherever they are.
   *
   * @param endpoint from {@link LlmDsl#bedrockEndpoint}
   * @throws IllegalArgumentException if its region is none, or its URL no http or https URL
   */
  public LlmProtocolBuilder bedrock(BedrockEndpoint endpoint) {
    return endpoint.protocol();
  }

  private static LlmProtocolBuilder of(LlmApi api, String baseUrl) {
    return LlmProtocolBuilder.of(api, withoutQuery(baseUrl)).hostedAt(baseUrl);
  }

  /** For reports: a query may hold a key. */
  private static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }
}
