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

  /** For reports: a query may hold a key. */
  private static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }
}
