package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.api.OpenAiChat;
import io.github.gatlingllm.api.OpenAiCompletions;

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
    return LlmProtocolBuilder.of(new OpenAiChat(baseUrl), withoutQuery(baseUrl));
  }

  /**
   * An endpoint that speaks OpenAI's completions: prompts go to the model as they are, without a
   * chat template.
   *
   * @param baseUrl such as {@code http://localhost:8000/v1}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public LlmProtocolBuilder openAiCompletions(String baseUrl) {
    return LlmProtocolBuilder.of(new OpenAiCompletions(baseUrl), withoutQuery(baseUrl));
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

  /** For reports: a query may hold a key. */
  private static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }
}
