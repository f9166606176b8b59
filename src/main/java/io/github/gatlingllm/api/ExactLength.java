package io.github.gatlingllm.api;

import java.util.List;
import java.util.Map;

/**
 * The keys of a request's body that make an answer exactly as long as asked: {@code ignore_eos} and
 * {@code min_tokens}, which vLLM and SGLang take; llama-server takes the first, which is enough
 * with {@code max_tokens}. They are no part of OpenAI's API, and hosted endpoints refuse them or,
 * worse, take no notice.
 */
public final class ExactLength {

  private static final List<String> HOSTS_WITHOUT =
      List.of(
          "api.openai.com",
          "openai.azure.com",
          "api.anthropic.com",
          "api.mistral.ai",
          "api.groq.com",
          "api.deepseek.com",
          "api.x.ai",
          "generativelanguage.googleapis.com");

  private ExactLength() {}

  /**
   * Whether a base URL is of a hosted endpoint that is known not to take the keys.
   *
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public static boolean isUnknownTo(String baseUrl) {
    String host = BaseUrl.parse(baseUrl).host();
    return HOSTS_WITHOUT.stream()
        .anyMatch(without -> host.equals(without) || host.endsWith("." + without));
  }

  /**
   * The keys of one request.
   *
   * @param tokens the length of its answer
   */
  public static Map<String, Object> body(int tokens) {
    return Map.of("ignore_eos", true, "min_tokens", tokens);
  }
}
