package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.faults;
import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.smallest;
import static io.github.gatlingllm.config.Loading.with;
import static io.github.gatlingllm.config.Loading.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** A template in a configuration: its faults, where it belongs, and what of it is kept. */
class TemplateConfigTest {

  private static ObjectNode template(String template) {
    return template(smallest(), template);
  }

  private static ObjectNode template(ObjectNode tree, String template) {
    with(tree, "provider.adapter", "\"template\"");
    with(tree, "provider.baseURL", "\"http://h\"");
    return with(tree, "provider.template", template.replace('\'', '"'));
  }

  @Test
  void allFaultsAreToldEachWithItsKey() {
    assertThat(faults(template("{'method': 'FETCH', 'body': {'p': '${promt}'}, 'text': 'x'}")))
        .containsExactly(
            "provider.template: method: the value is not one of GET, POST, PUT, PATCH, DELETE",
            "provider.template: body.p: ${promt} is not a placeholder; accepted are ${model},"
                + " ${prompt}, ${systemPrompt}, ${userPrompt}, ${messages}, ${maxTokens}, ${stream},"
                + " ${includeUsage}, and $${ for the characters ${",
            "provider.template: text: \"x\" is not a JSON pointer (RFC 6901), such as"
                + " \"/choices/0/text\"");
    assertThat(faults(template("7")))
        .containsExactly("provider.template: the value is not an object");
  }

  @Test
  void aTemplateBelongsToItsAdapterAndThatToATemplate() {
    assertThat(faults(with("provider.template", "{}")))
        .containsExactly(
            "provider.template is accepted only with the adapter \"template\"; provider.adapter is"
                + " \"openai\"");
    ObjectNode none = with("provider.adapter", "\"template\"");
    with(none, "provider.baseURL", "\"http://h\"");
    assertThat(faults(none))
        .containsExactly("provider.template is missing, which the adapter \"template\" needs");
    assertThat(faults(with("provider.adapter", "\"template\""), "llm.template={}"))
        .singleElement()
        .asString()
        .startsWith("provider.baseURL is missing, which the adapter \"template\" needs");
  }

  @Test
  void aModelIsNeededOnlyWhereItIsSent() {
    assertThat(faults(template(without("provider.model"), "{'path': '/${model}'}")))
        .containsExactly("provider.model is missing, which ${model} in provider.template needs");
    Provider provider =
        load(template(without("provider.model"), "{'body': {'p': '${prompt}'}}"))
            .config()
            .provider();
    assertThat(provider.model()).isEqualTo("default");
    assertThat(provider.template()).isPresent();
    assertThat(provider.toString()).doesNotContain("prompt");
  }

  @Test
  void aFlagIsLaidOverTheFile() {
    ObjectNode tree = template("{'path': '/a', 'body': {'p': '${prompt}', 'k': 1}}");
    JsonNode resolved = load(tree, "llm.template={\"body\":{\"k\":2},\"text\":\"/t\"}").resolved();

    assertThat(resolved.at("/provider/template"))
        .hasToString("{\"path\":\"/a\",\"body\":{\"p\":\"${prompt}\",\"k\":2},\"text\":\"/t\"}");
    assertThat(faults(tree, "llm.template=no"))
        .containsExactly("-Dllm.template: the value is not an object");
  }

  @Test
  void secretsAreKeptNowhere() {
    JsonNode resolved =
        load(template(
                """
                    {'path': '/run?api_key=hidden1&n=${maxTokens}', 'keyHeader': 'x-api-key: ${key}',
                     'headers': {'x-api-key': 'hidden2', 'x-team': 'shown'},
                     'body': {'password': 'hidden3', 'auth': 'Bearer hidden4', 'p': '${prompt}'},
                     'inputTokens': '/n'}
                    """))
            .resolved();

    assertThat(resolved.toString()).doesNotContain("hidden");
    assertThat(resolved.at("/provider/template"))
        .hasToString(
            "{\"path\":\"/run?api_key=***&n=${maxTokens}\",\"keyHeader\":\"x-api-key: ${key}\","
                + "\"headers\":{\"x-api-key\":\"***\",\"x-team\":\"shown\"},"
                + "\"body\":{\"password\":\"***\",\"auth\":\"***\",\"p\":\"${prompt}\"},"
                + "\"inputTokens\":\"/n\"}");
    assertThat(faults(template("{'headers': {'x-api-key': 'hidden2\\r\\n'}, 'path': 'hidden3'}")))
        .hasSize(2)
        .noneMatch(fault -> fault.contains("hidden"));
  }
}
