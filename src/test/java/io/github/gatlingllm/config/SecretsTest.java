package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.smallest;
import static io.github.gatlingllm.config.Loading.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key or a password is in no file, and still in the request. */
class SecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api_key",
        "apiKey",
        "APIKEY",
        "api-key",
        "x-api-key",
        "X-API-Key",
        "OPENAI_API_KEY",
        "openaiApiKey",
        "Authorization",
        "authorization",
        "proxy-authorization",
        "auth",
        "token",
        "hf_token",
        "hfToken",
        "access_token",
        "AWS_SESSION_TOKEN",
        "authToken",
        "id_tokens",
        "password",
        "db.password",
        "passwd",
        "secret",
        "client_secret",
        "clientSecret",
        "secret_access_key",
        "credential",
        "credentials",
        "awsCredentials",
        "private_key",
        "key",
        "Ocp-Apim-Subscription-Key",
        "bearer",
        "cookie",
        "Set-Cookie",
        "sig",
        "accessKey"
      })
  void aNameOfASecretIsRecognised(String name) {
    assertThat(Secrets.isSecretName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "max_tokens",
        "maxTokens",
        "max_completion_tokens",
        "min_tokens",
        "max_new_tokens",
        "stop_token_ids",
        "eos_token",
        "bosToken",
        "pad_token",
        "skip_special_tokens",
        "return_tokens_as_token_ids",
        "tokenizer",
        "prompt_cache_key",
        "temperature",
        "keyword",
        "monkey",
        "author",
        "secretary",
        "top_k",
        "logprobs",
        "safety_identifier",
        "signal"
      })
  void aNameOfSomethingElseIsNot(String name) {
    assertThat(Secrets.isSecretName(name)).isFalse();
  }

  @Test
  void secretsOfTheRequestBodyAreMaskedAtAnyDepth() {
    String body =
        """
        {"temperature":0.2,"api_key":"SECRET1","max_tokens":5,
         "extra":{"auth":{"user":"SECRET2"},"list":[{"password":"SECRET3","n":1}]},
         "headers":[{"name":"x","value":"Bearer SECRET4"}]}
        """;

    LoadedConfig loaded = load(with("provider.config", body));

    assertThat(loaded.resolved().at("/provider/config"))
        .hasToString(
            "{\"temperature\":0.2,\"api_key\":\"***\",\"max_tokens\":5,"
                + "\"extra\":{\"auth\":\"***\",\"list\":[{\"password\":\"***\",\"n\":1}]},"
                + "\"headers\":[{\"name\":\"x\",\"value\":\"***\"}]}");
    assertThat(loaded.config().provider().config().get("api_key").asText()).isEqualTo("SECRET1");
  }

  @ParameterizedTest
  @CsvSource({
    "https://h/v1?api_key=SECRET&api-version=2, https://h/v1?api_key=***&api-version=2",
    "https://h/v1?a=1&api%5Fkey=SECRET, https://h/v1?a=1&api%5Fkey=***",
    "https://h/v1?code=SECRET, https://h/v1?code=***",
    "https://h/v1?flag&sig=SECRET=, https://h/v1?flag&sig=***",
    "https://h/v1?, https://h/v1?",
  })
  void secretsOfTheUrlAreMasked(String url, String shown) {
    LoadedConfig loaded = load(smallest(), "llm.baseUrl=" + url);

    assertThat(loaded.resolved().at("/provider/baseURL").asText()).isEqualTo(shown);
    assertThat(loaded.config().provider().baseUrl()).isEqualTo(url);
  }

  @Test
  void noSecretIsInTheFileNorInTheTextOfTheConfiguration(@TempDir Path folder) throws IOException {
    LoadedConfig loaded =
        load(
            with("provider.apiKey", "\"SECRET1\""),
            "llm.baseUrl=https://h/v1?token=SECRET2",
            "llm.providerConfig={\"secret\":\"SECRET3\",\"x\":\"sk-SECRET4567890123456\"}");
    Path file = folder.resolve("config.resolved.json");
    Files.writeString(file, loaded.resolvedText());

    assertThat(Files.readString(file)).doesNotContain("SECRET");
    assertThat(loaded.toString()).doesNotContain("SECRET");
    assertThat(loaded.config().toString()).contains("https://h/v1?token=***");
  }

  @Test
  void theNameOfTheKeysVariableIsNoSecret() {
    LoadedConfig loaded = load(smallest(), "llm.apiKeyEnv=MY_KEY");

    assertThat(loaded.resolved().at("/provider/apiKeyEnv").asText()).isEqualTo("MY_KEY");
  }
}
