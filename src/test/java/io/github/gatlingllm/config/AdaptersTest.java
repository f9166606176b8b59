package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.faults;
import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.smallest;
import static io.github.gatlingllm.config.Loading.with;
import static io.github.gatlingllm.config.Loading.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The adapters by name, what each brings along, and which keys belong to which. */
class AdaptersTest {

  private static final String NAMES =
      "\"openai\", \"openai-completions\", \"openai-responses\", \"azure-openai\","
          + " \"anthropic\", \"gemini\", \"ollama\", \"ollama-generate\", \"tgi\", \"triton\","
          + " \"triton-infer\", \"openai-embeddings\", \"tei-embeddings\","
          + " \"cohere-embeddings\", \"rerank\", \"tei-rerank\", \"cohere-rerank\","
          + " \"sagemaker\", \"bedrock\", \"template\"";

  @ParameterizedTest
  @EnumSource(Adapter.class)
  void everyAdapterIsFoundByItsName(Adapter adapter) {
    ObjectNode tree = with("provider.adapter", "\"" + adapter.key() + "\"");
    if (adapter == Adapter.TEMPLATE) {
      with(tree, "provider.template", "{}");
    }
    if (adapter.takesInputs()) {
      ((ObjectNode) tree.get("benchmark")).remove("outputTokens");
    }

    assertThat(load(tree, "llm.baseUrl=http://h").config().provider().adapter()).isEqualTo(adapter);
  }

  @Test
  void whatIsNoAdapterIsRefusedWithThoseThereAre() {
    assertThat(faults(with("provider.adapter", "\"azure\"")))
        .containsExactly("provider.adapter: \"azure\" is not one of " + NAMES);
    assertThat(faults(smallest(), "llm.adapter=azure"))
        .containsExactly("-Dllm.adapter=azure is not one of " + NAMES);
  }

  @ParameterizedTest
  @CsvSource({
    "openai, https://api.openai.com/v1, OPENAI_API_KEY",
    "openai-responses, https://api.openai.com/v1, OPENAI_API_KEY",
    "anthropic, https://api.anthropic.com/v1, ANTHROPIC_API_KEY",
    "gemini, https://generativelanguage.googleapis.com/v1beta, GEMINI_API_KEY|GOOGLE_API_KEY",
    "openai-embeddings, https://api.openai.com/v1, OPENAI_API_KEY",
    "cohere-embeddings, https://api.cohere.com/v2, CO_API_KEY|COHERE_API_KEY",
    "cohere-rerank, https://api.cohere.com/v2, CO_API_KEY|COHERE_API_KEY",
    "rerank, https://api.jina.ai/v1, JINA_API_KEY",
    "ollama, http://localhost:11434, OLLAMA_API_KEY",
    "ollama-generate, http://localhost:11434, OLLAMA_API_KEY",
  })
  void anAdapterKnowsWhereItsProviderIs(String adapter, String url, String variables) {
    ObjectNode tree = without("provider.baseURL");
    with(tree, "provider.adapter", "\"" + adapter + "\"");
    if (adapter.contains("embeddings") || adapter.contains("rerank")) {
      ((ObjectNode) tree.get("benchmark")).remove("outputTokens");
    }
    LoadedConfig loaded = load(tree);

    assertThat(loaded.config().provider().baseUrl()).isEqualTo(url);
    assertThat(loaded.resolved().at("/provider/baseURL").asText()).isEqualTo(url);
    assertThat(loaded.config().provider().apiKeyEnv()).isEqualTo(List.of(variables.split("\\|")));
  }

  @ParameterizedTest
  @CsvSource({"azure-openai", "tgi", "triton", "triton-infer"})
  void aServerOfOnesOwnMustBeNamed(String adapter) {
    ObjectNode tree = without("provider.baseURL");
    with(tree, "provider.adapter", "\"" + adapter + "\"");

    assertThat(faults(tree))
        .containsExactly(
            "provider.baseURL is missing, which the adapter \""
                + adapter
                + "\" needs; give an absolute http or https URL, such as"
                + " http://localhost:8000/v1");
  }

  @Test
  void aKeyOfOnesOwnNameStandsAlone() {
    ObjectNode tree = with("provider.adapter", "\"gemini\"");
    with(tree, "provider.apiKeyEnv", "\"MINE\"");

    assertThat(load(tree).config().provider().apiKeyEnv()).containsExactly("MINE");
  }

  @Test
  void theModelMayBeLeftOutWhereTheEndpointListsItsModels() {
    assertThat(load(without("provider.model")).config().provider().model()).isEmpty();
    assertThat(
            load(without("provider.model"), "llm.adapter=tgi", "llm.baseUrl=http://h")
                .config()
                .provider()
                .model())
        .isEqualTo("default");
    assertThat(faults(without("provider.model"), "llm.adapter=anthropic"))
        .containsExactly(
            "provider.model is missing, which the adapter \"anthropic\" needs; give a string that is"
                + " not empty");
  }

  @Test
  void aDeploymentBelongsToAzure() {
    ObjectNode tree = without("provider.model");
    with(tree, "provider.adapter", "\"azure-openai\"");
    with(tree, "provider.baseURL", "\"https://r.openai.azure.com\"");
    assertThat(faults(tree))
        .containsExactly(
            "provider.deployment is missing, which the adapter \"azure-openai\" needs; give a string"
                + " that is not empty");

    Provider provider =
        load(tree, "llm.deployment=mine", "llm.apiVersion=2025-01-01-preview").config().provider();
    assertThat(provider.model()).isEqualTo("mine");
    assertThat(provider.deployment()).contains("mine");
    assertThat(provider.apiVersion()).contains("2025-01-01-preview");

    assertThat(faults(smallest(), "llm.deployment=mine", "llm.apiVersion=1"))
        .containsExactly(
            "-Dllm.deployment is accepted only with the adapter \"azure-openai\", whose paths have"
                + " deployments; provider.adapter is \"openai\"",
            "-Dllm.apiVersion is accepted only with the adapter \"azure-openai\" and \"anthropic\";"
                + " provider.adapter is \"openai\"");
  }
}
