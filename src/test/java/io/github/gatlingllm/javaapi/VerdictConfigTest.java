package io.github.gatlingllm.javaapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.config.ConfigLoader;
import io.github.gatlingllm.config.ConfigSource;
import io.github.gatlingllm.config.Thresholds;
import io.github.gatlingllm.report.VerdictRule;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The configuration knows the rules of the verdict by name; here both are held together. */
class VerdictConfigTest {

  @Test
  void eachRuleHasItsKeyWithItsOwnThresholdsAsDefault() throws IOException {
    ObjectNode smallest =
        (ObjectNode)
            new ObjectMapper()
                .readTree(
                    """
                    {"provider": {"model": "m"},
                     "benchmark": {"concurrency": 2, "inputTokens": {"mean": 64},
                                   "outputTokens": {"mean": 32}, "maxRequests": 10}}
                    """);
    Map<String, Thresholds> ofRules = new TreeMap<>();
    for (VerdictRule rule : VerdictRule.values()) {
      ofRules.put(rule.key(), new Thresholds(rule.defaults().suspect(), rule.defaults().invalid()));
    }

    assertThat(
            ConfigLoader.load(ConfigSource.ofSystemProperties(smallest))
                .config()
                .verdict()
                .thresholds())
        .containsExactlyInAnyOrderEntriesOf(ofRules);
  }
}
