package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.config.Adapter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Providers whose own endpoints accept no request without a key, by the host of these. */
enum HostedProvider {
  OPENAI("api.openai.com", Adapter.OPENAI),
  AZURE(".openai.azure.com", Adapter.AZURE_OPENAI),
  ANTHROPIC("api.anthropic.com", Adapter.ANTHROPIC),
  GEMINI("generativelanguage.googleapis.com", Adapter.GEMINI),
  COHERE("api.cohere.com", Adapter.COHERE_EMBEDDINGS),
  JINA("api.jina.ai", Adapter.RERANK);

  /** What is not a plain host behind https may be anybody's. */
  private static final Pattern SECURE_URL =
      Pattern.compile("https://([^/?#:@\\\\]+)(:\\d{1,5})?([/?#].*)?", Pattern.CASE_INSENSITIVE);

  private final String host;
  private final Adapter adapter;

  HostedProvider(String host, Adapter adapter) {
    this.host = host;
    this.adapter = adapter;
  }

  /** The variables in which its own clients look for the key, in order. */
  List<String> keyEnvironment() {
    return adapter.keyEnvironment();
  }

  /** Whose a host is; a host that begins with a dot stands for all below it. */
  static Optional<HostedProvider> ofHost(String host) {
    String asked = host.toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .filter(
            hosted ->
                hosted.host.startsWith(".")
                    ? asked.endsWith(hosted.host)
                    : asked.equals(hosted.host))
        .findFirst();
  }

  /** The host of a base URL whose key may be taken from the environment: behind TLS. */
  static Optional<String> secureHost(String baseUrl) {
    Matcher url = SECURE_URL.matcher(baseUrl);
    return url.matches() ? Optional.of(url.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
  }

  /** Whether a URL has the key in it, as Gemini's may. */
  static boolean hasKey(String baseUrl) {
    return baseUrl.contains("key=");
  }
}
