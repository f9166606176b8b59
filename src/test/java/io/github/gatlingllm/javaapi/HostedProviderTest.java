package io.github.gatlingllm.javaapi;

import static io.github.gatlingllm.javaapi.LlmDsl.apiTemplate;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.OpenAiChat;
import io.github.gatlingllm.gatling.HostedKey;
import io.github.gatlingllm.gatling.LlmProtocol;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which endpoints of a simulation get a key of the environment, and which never do. */
class HostedProviderTest {

  /** The host whose key is looked for, or an empty string. */
  private static String hostOf(LlmProtocolBuilder builder) {
    Object key = ((LlmProtocol) builder.protocol()).apiKey();
    return key instanceof HostedKey hosted
        ? hosted.toString().replaceAll("HostedKey\\((.*)\\)", "$1")
        : "";
  }

  @Test
  void aProvidersOwnUrlHasItsKeyWhicheverApiIsSpokenThere() {
    Map<String, LlmProtocolBuilder> expected =
        Map.of(
            "api.anthropic.com", llm.anthropic(),
            "generativelanguage.googleapis.com", llm.gemini(),
            "api.openai.com", llm.openAiResponses("https://API.openai.com/v1"),
            "mine.openai.azure.com", llm.azureOpenAi("https://mine.openai.azure.com", "d"),
            "api.cohere.com", llm.cohereRerank("https://api.cohere.com/v2"),
            "api.jina.ai", llm.openAiEmbeddings("https://api.jina.ai:443/v1?x=1"));

    expected.forEach((host, builder) -> assertThat(hostOf(builder)).isEqualTo(host));
    assertThat(hostOf(llm.openAi("https://api.anthropic.com/v1"))).isEqualTo("api.anthropic.com");
  }

  @ParameterizedTest
  @CsvSource({
    "api.openai.com, OPENAI_API_KEY",
    "x.openai.azure.com, AZURE_OPENAI_API_KEY",
    "api.anthropic.com, ANTHROPIC_API_KEY",
    "generativelanguage.googleapis.com, 'GEMINI_API_KEY,GOOGLE_API_KEY'",
    "api.cohere.com, 'CO_API_KEY,COHERE_API_KEY'",
    "API.jina.ai, JINA_API_KEY",
  })
  void eachHostHasVariablesOfItsOwn(String host, String variables) {
    assertThat(HostedProvider.ofHost(host).orElseThrow().keyEnvironment())
        .containsExactly(variables.split(","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8000/v1",
        "http://localhost:8000/v1",
        "https://vllm.example.test/v1",
        "http://api.openai.com/v1",
        "https://api.openai.com.example.test/v1",
        "https://my-api.openai.com/v1",
        "https://openai.azure.com.example.test",
        "https://example.test/api.openai.com",
        "https://example.test/?u=https://api.openai.com",
        "https://example.test#https://api.openai.com",
        "https://api.openai.com./v1",
        "https://generativelanguage.googleapis.com/v1beta?key=mine",
      })
  void noOtherUrlGetsAny(String url) {
    assertThat(hostOf(llm.openAi(url))).isEmpty();
    assertThat(hostOf(llm.anthropic(url))).isEmpty();
    assertThat(hostOf(llm.rerank(url))).isEmpty();
  }

  @Test
  void anApiOfOnesOwnAndATemplateGetNone() {
    String url = "https://api.openai.com/v1";

    assertThat(hostOf(llm.custom(new OpenAiChat(url), url))).isEmpty();
    assertThat(hostOf(llm.template(url, apiTemplate().path("/x")))).isEmpty();
  }

  @Test
  void whatASimulationGivesHolds() {
    assertThat(hostOf(llm.anthropic().apiKey("mine"))).isEmpty();
    assertThat(hostOf(llm.anthropic().apiKey(""))).isEmpty();
    assertThat(hostOf(llm.anthropic().header("x-api-key", "mine"))).isEmpty();
    assertThat(hostOf(llm.anthropic().model("m").streaming(false).header("x-tenant", "t")))
        .isEqualTo("api.anthropic.com");
  }
}
