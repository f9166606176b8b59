package io.github.gatlingllm.prompt.tokenizer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a server counts tokens: {@code /tokenize} at the server's root, as vLLM, SGLang and
 * llama.cpp have it.
 *
 * @param url the address, without a query
 * @param model the name that requests state
 * @param apiKey what they authenticate with, or an empty string
 */
public record TokenizeEndpoint(URI url, String model, String apiKey) {

  /** The last part of a base URL, which {@code /tokenize} is not below. */
  private static final Pattern VERSION = Pattern.compile("/v\\d+$");

  private static final Pattern SLASHES = Pattern.compile("/+$");

  /**
   * The endpoint of a server.
   *
   * @param baseUrl that of its API, such as {@code http://localhost:8000/v1}
   * @throws TokenizerException if it is not an absolute http or https URL
   */
  public static TokenizeEndpoint of(String baseUrl, String model, String apiKey) {
    try {
      URI base = new URI(baseUrl.strip());
      String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
      if (base.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
        throw noUrl(baseUrl);
      }
      String path = SLASHES.matcher(String.valueOf(base.getPath())).replaceFirst("");
      String root = VERSION.matcher(path).replaceFirst("");
      URI url =
          new URI(scheme, null, base.getHost(), base.getPort(), root + "/tokenize", null, null);
      return new TokenizeEndpoint(url, model, apiKey);
    } catch (URISyntaxException e) {
      throw noUrl(baseUrl);
    }
  }

  private static TokenizerException noUrl(String baseUrl) {
    return new TokenizerException(
        "tokenizer \"server\": \"" + baseUrl + "\" is no absolute http or https URL");
  }

  /** Without the key. */
  @Override
  public String toString() {
    return url + ", model " + model;
  }
}
