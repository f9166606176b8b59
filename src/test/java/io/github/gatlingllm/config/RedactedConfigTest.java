package io.github.gatlingllm.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code reporter.redact} and {@code reporter.saveResponses} say, and to which files. */
class RedactedConfigTest {

  private static final String MARK = "nobodys-business";

  @TempDir private Path folder;

  private static ConfigSource source(String... more) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.putObject("provider").put("model", "m").put("systemPrompt", MARK);
    config.withObject("/provider/config").put("temperature", 0.5).putArray("stop").add(MARK);
    config.putObject("generator").put("prompt", MARK);
    ObjectNode benchmark =
        config.putObject("benchmark").put("concurrency", 1).put("maxRequests", 1);
    benchmark.putObject("inputTokens").put("mean", 1);
    benchmark.putObject("outputTokens").put("mean", 1);
    Map<String, String> flags = new HashMap<>();
    for (String flag : more) {
      flags.put(flag.substring(0, flag.indexOf('=')), flag.substring(flag.indexOf('=') + 1));
    }
    return new ConfigSource(config, flags);
  }

  @Test
  void unlessAskedForTextsStayAndThereAreNoFilesOfRequests() {
    LoadedConfig loaded = ConfigLoader.load(source());
    assertThat(loaded.config().reporter().redact()).isFalse();
    assertThat(loaded.config().reporter().savedResponses()).isNull();
    assertThat(loaded.resolvedText()).contains(MARK).doesNotContain("redact", "saveResponses");
  }

  @Test
  void aResolvedFileHasAMaskForEachTextAndTheRunHasTheTexts() {
    LoadedConfig loaded = ConfigLoader.load(source("llm.redact=true"));
    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.config().reporter().redact()).isTrue();
    assertThat(loaded.config().provider().systemPrompt()).isEqualTo(MARK);
    assertThat(loaded.resolvedText()).doesNotContain(MARK);
    assertThat(loaded.resolved().at("/provider/systemPrompt").asText()).isEqualTo("***");
    assertThat(loaded.resolved().at("/generator/prompt").asText()).isEqualTo("***");
    assertThat(loaded.resolved().at("/provider/config/stop/0").asText()).isEqualTo("***");
    assertThat(loaded.resolved().at("/provider/config/temperature").asDouble()).isEqualTo(0.5);
  }

  @Test
  void flagsWithTextsAreNotKeptAndThatIsSaid() throws IOException {
    String[] flags = {
      "llm.systemPrompt=" + MARK, "llm.providerConfig={\"seed\":1}", "llm.prompt=" + MARK
    };
    assertThat(OverridesFile.write(source(flags), folder)).isEmpty();
    assertThat(Files.readString(folder.resolve("overrides.json"))).contains(MARK);

    List<String> leftOut =
        OverridesFile.write(source(flags[0], flags[1], flags[2], "llm.redact=true"), folder);
    assertThat(leftOut)
        .containsExactly(
            "-Dllm.systemPrompt is a text, which reporter.redact keeps out of overrides.json",
            "-Dllm.prompt is a text, which reporter.redact keeps out of overrides.json");
    assertThat(Files.readString(folder.resolve("overrides.json")))
        .doesNotContain(MARK)
        .contains("\"redact\": true", "\"seed\": 1");
  }

  @Test
  void filesOfRequestsHaveTheirBounds() {
    assertThat(
            ConfigLoader.load(source("llm.saveResponses=true"))
                .config()
                .reporter()
                .savedResponses())
        .isEqualTo(new SavedResponses(10_000, 1L << 30));
    assertThat(
            ConfigLoader.load(
                    source(
                        "llm.saveResponses=true",
                        "llm.maxSavedResponses=5",
                        "llm.maxSavedBytes=5000000000"))
                .config()
                .reporter()
                .savedResponses())
        .isEqualTo(new SavedResponses(5, 5_000_000_000L));
  }
}
