package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.smallest;
import static io.github.gatlingllm.config.Loading.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that are not declared: warned of, never silently dropped. */
class UnknownKeysTest {

  @ParameterizedTest
  @CsvSource({
    "benchmark.concurency, ; did you mean benchmark.concurrency?",
    "benchmark.max_requests, ; did you mean benchmark.maxRequests?",
    "provider.baseUrl, ; did you mean provider.baseURL?",
    "provider.apiKey, ; did you mean provider.apiKeyEnv?",
    "benchmark.inputTokens.men, ; did you mean benchmark.inputTokens.mean?",
    "reporters, ; did you mean reporter?",
    "concurrency, ; did you mean benchmark.concurrency?",
    "benchmark.model, ; did you mean provider.model?",
    "$schema, ''",
    "benchmark.x, ''",
  })
  void aKeyIsWarnedOfByPath(String path, String suggestion) {
    assertThat(load(with(path, "\"sk-1234\"")).warnings())
        .containsExactly(path + " is not a known key and is ignored" + suggestion);
  }

  @ParameterizedTest
  @CsvSource({
    "llm.concurency, ; did you mean -Dllm.concurrency?",
    "llm.baseURL, ; did you mean -Dllm.baseUrl?",
    "llm.run_id, ; did you mean -Dllm.runId?",
    "llm.max-requests, ; did you mean -Dllm.maxRequests?",
    "llm.qwertz, ''",
    "llm., ''",
  })
  void aFlagIsWarnedOfByName(String name, String suggestion) {
    assertThat(load(smallest(), name + "=sk-1234").warnings())
        .containsExactly("-D" + name + " is not a known setting and is ignored" + suggestion);
  }

  @Test
  void anUnknownKeyIsNotResolved() {
    LoadedConfig loaded = load(with("benchmark.secretSauce", "1"));

    assertThat(loaded.resolved()).isEqualTo(load(smallest()).resolved());
  }

  @Test
  void theRequestBodyMayHoldAnyKey() {
    assertThat(load(with("provider.config.anything.at.all", "1")).warnings()).isEmpty();
  }

  @Test
  void warningsAreBounded() {
    ObjectNode tree = smallest();
    for (int i = 0; i < 150; i++) {
      tree.put("unknown" + i, i);
    }

    assertThat(load(tree).warnings())
        .hasSize(101)
        .last()
        .isEqualTo("and 50 more warnings of this kind");
  }

  @Test
  void aKeyCannotForgeALine() {
    ObjectNode tree = smallest();
    tree.put("a\nb" + "x".repeat(500), 1);

    assertThat(load(tree).warnings())
        .containsExactly("a\\nb" + "x".repeat(76) + "… is not a known key and is ignored");
  }
}
