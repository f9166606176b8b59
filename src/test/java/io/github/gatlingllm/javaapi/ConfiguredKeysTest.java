package io.github.gatlingllm.javaapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.config.Provider;
import io.github.gatlingllm.testkit.FixedServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that are missing, before anything is sent. */
class ConfiguredKeysTest {

  private static final String UNSET = "GATLING_LLM_KEY_THAT_NOBODY_SET";

  /** The provider of a configuration whose own key is not looked for. */
  private static Provider provider(String adapter, String baseUrl) {
    Map<String, String> given = new HashMap<>();
    given.put("llm.adapter", adapter);
    given.put("llm.baseUrl", "http://127.0.0.1:1/v1");
    given.put("llm.model", "m");
    Provider checked = Benchmark.configuration(given).config().provider();
    return new Provider(
        checked.adapter(),
        checked.model(),
        baseUrl,
        null,
        Map.of(),
        checked.apiKeyEnv(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        null);
  }

  @ParameterizedTest
  @CsvSource({
    "openai, https://api.openai.com/v1, OPENAI_API_KEY",
    "openai-completions, https://API.openai.com/v1, OPENAI_API_KEY",
    "openai-responses, https://api.openai.com/v1, OPENAI_API_KEY",
    "anthropic, https://api.anthropic.com/v1, ANTHROPIC_API_KEY",
    "gemini, https://generativelanguage.googleapis.com/v1beta, GEMINI_API_KEY or GOOGLE_API_KEY",
    "azure-openai, https://my-resource.openai.azure.com, AZURE_OPENAI_API_KEY",
  })
  void whereAKeyIsNeededItsVariableIsNamed(String adapter, String url, String variables) {
    Provider provider = provider(adapter, url);
    String host = java.net.URI.create(url).getHost().toLowerCase(java.util.Locale.ROOT);

    assertThat(new ConfiguredApi(provider, variable -> null).fault())
        .contains(
            "provider.apiKeyEnv: the environment variable "
                + variables
                + " is not set; "
                + host
                + " accepts no request without a key");
    assertThat(new ConfiguredApi(provider, variable -> "").fault()).isPresent();
    assertThat(new ConfiguredApi(provider, variable -> "a key").fault()).isEmpty();
  }

  @Test
  void theSecondVariableServesWhereTheFirstIsNotSet() {
    Provider gemini = provider("gemini", "https://generativelanguage.googleapis.com/v1beta");
    ConfiguredApi api =
        new ConfiguredApi(gemini, variable -> variable.equals("GOOGLE_API_KEY") ? "two" : null);

    assertThat(api.key()).isEqualTo("two");
    assertThat(api.fault()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"openai, http://localhost:8000/v1", "ollama, http://localhost:11434"})
  void aServerOfOnesOwnNeedsNone(String adapter, String url) {
    assertThat(new ConfiguredApi(provider(adapter, url), variable -> null).fault()).isEmpty();
  }

  @Test
  void aVariableThatTheConfigurationNamesMustBeThere() {
    assertThatThrownBy(
            () ->
                Benchmark.configuration(
                    Map.of(
                        "llm.baseUrl", "http://127.0.0.1:1/v1",
                        "llm.model", "m",
                        "llm.apiKeyEnv", UNSET)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(
            "provider.apiKeyEnv: the environment variable "
                + UNSET
                + " is not set; name one that is, or leave provider.apiKeyEnv out");
  }

  @Test
  void anEmptyNameSendsNoKeyAndIsNoFault() {
    Provider none =
        Benchmark.configuration(
                Map.of(
                    "llm.baseUrl", "http://127.0.0.1:1/v1",
                    "llm.model", "m",
                    "llm.apiKeyEnv", ""))
            .config()
            .provider();
    ConfiguredApi api = new ConfiguredApi(none, variable -> "a key");

    assertThat(api.key()).isEmpty();
    assertThat(api.fault()).isEmpty();
  }

  @Test
  void aModelThatIsNotGivenIsAFaultOfTheConfigurationIfThereIsNone() throws IOException {
    try (FixedServer server = FixedServer.start(200, "{\"data\":[]}")) {
      Provider provider = provider("openai", server.url()).withModel("");

      assertThatThrownBy(() -> new ModelDiscovery(provider).firstModel())
          .isInstanceOf(InvalidConfigException.class)
          .hasMessageContaining(
              "provider.model is not given, and "
                  + server.url()
                  + "/models lists no model: {\"data\":[]}; name the model");
    }
    try (FixedServer server = FixedServer.start(200, "{\"data\":[{\"id\":\"first\"}]}")) {
      assertThat(new ModelDiscovery(provider("openai", server.url())).firstModel())
          .isEqualTo("first");
    }
  }
}
