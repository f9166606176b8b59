package io.github.gatlingllm.api;

import io.github.gatlingllm.api.HttpCall.Header;
import io.github.gatlingllm.framing.FrameSink;
import java.util.List;

/**
 * OpenAI's chat completions as Azure offers them: a path for each deployment, which decides the
 * model, a version in the query, and a header of its own for the key.
 */
public final class AzureOpenAi implements LlmApi {

  /** The newest version of the data plane that is no preview. */
  public static final String DEFAULT_VERSION = "2024-10-21";

  private final String url;

  /**
   * The API of a deployment.
   *
   * @param endpoint such as {@code https://my-resource.openai.azure.com}
   * @param deployment the deployment's name, which is not that of its model
   * @param apiVersion such as {@link #DEFAULT_VERSION}
   * @throws IllegalArgumentException if the endpoint is not an absolute http or https URL, or the
   *     deployment or version is blank
   */
  public AzureOpenAi(String endpoint, String deployment, String apiVersion) {
    this.url =
        BaseUrl.parse(endpoint)
            .append(
                "/openai/deployments/"
                    + UrlPart.encoded("deployment", deployment)
                    + "/chat/completions",
                "api-version=" + UrlPart.encoded("apiVersion", apiVersion));
  }

  @Override
  public String name() {
    return "azure-openai";
  }

  /** Encodes a request; its model is left out, since the deployment has one. */
  @Override
  public HttpCall encode(LlmRequest request) {
    return OpenAiCall.encode(
        url, request, JsonCall.body(), "max_completion_tokens", OpenAiChat::putMessages);
  }

  @Override
  public List<Header> credentials(String apiKey) {
    return List.of(new Header("api-key", apiKey));
  }

  @Override
  public FrameSink newReader(SignalSink sink) {
    return new OpenAiChatReader(sink);
  }
}
