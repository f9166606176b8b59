package io.github.gatlingllm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesFileTest {

  @TempDir Path temp;

  private String written(Map<String, String> properties) throws IOException {
    OverridesFile.write(new ConfigSource(Loading.smallest(), properties), temp);
    return Files.readString(temp.resolve("overrides.json"));
  }

  /** reference: flotest 0.4.0, {@code overrides.json} after {@code -n 50 -m gpt-4o}. */
  @Test
  void itIsFlotests() throws IOException {
    assertThat(written(Map.of("llm.model", "gpt-4o", "llm.concurrency", "50", "llm.runId", "r")))
        .isEqualToIgnoringWhitespace(
            "{\"benchmark\":{\"concurrency\":50},\"provider\":{\"model\":\"gpt-4o\"}}");
  }

  @Test
  void everyKindOfValueComesBackAsItWas() throws IOException {
    Map<String, String> flags =
        Map.of(
            "llm.providerConfig", "{\"temperature\":0.25}",
            "llm.reporters", "json,csv",
            "llm.streaming", "false",
            "llm.inputTokens", "uniform:10:20",
            "llm.goodput", "ttft:500",
            "llm.timeout", "none");
    written(flags);
    Map<String, String> later =
        Map.of(OverridesFile.PROPERTY, temp.resolve("overrides.json").toString());
    assertThat(ConfigLoader.load(new ConfigSource(Loading.smallest(), later)).resolved())
        .isEqualTo(ConfigLoader.load(new ConfigSource(Loading.smallest(), flags)).resolved());
  }

  @Test
  void aSecretIsLeftOut() throws IOException {
    ConfigSource source =
        new ConfigSource(
            Loading.smallest(),
            Map.of(
                "llm.baseUrl", "http://h/v1?code=hidden",
                "llm.providerConfig", "{\"api_key\":\"hidden\"}",
                "llm.concurrency", "3"));
    assertThat(OverridesFile.write(source, temp))
        .hasSize(2)
        .allMatch(line -> line.contains("secret"));
    assertThat(Files.readString(temp.resolve("overrides.json")))
        .contains("concurrency")
        .doesNotContain("hidden");
  }

  @Test
  void soIsATemplateWithASecretInAHeaderOrItsPath() throws IOException {
    for (String template :
        new String[] {
          "{\"path\":\"/x\",\"headers\":{\"authorization\":\"Bearer hidden-key\"}}",
          "{\"path\":\"/x?code=hidden-key\"}"
        }) {
      ConfigSource source =
          new ConfigSource(
              Loading.smallest(), Map.of("llm.template", template, "llm.concurrency", "3"));
      assertThat(OverridesFile.write(source, temp))
          .singleElement()
          .asString()
          .contains("llm.template holds a secret");
      assertThat(Files.readString(temp.resolve("overrides.json"))).doesNotContain("hidden");
    }
  }

  @Test
  void aFileThatCannotBeReadIsAFault() throws IOException {
    Path broken = Files.writeString(temp.resolve("overrides.json"), "{");
    ConfigSource source =
        new ConfigSource(Loading.smallest(), Map.of(OverridesFile.PROPERTY, broken.toString()));
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> ConfigLoader.load(source))
        .withMessageContaining("overrides.json");
  }
}
