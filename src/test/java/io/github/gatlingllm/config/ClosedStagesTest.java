package io.github.gatlingllm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gatlingllm.load.ClosedLoad;
import io.github.gatlingllm.load.Level;
import io.github.gatlingllm.load.Sweep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stages of a closed load are levels under another name. */
class ClosedStagesTest {

  private static LoadedConfig load(String stages) {
    String json =
        """
        {"provider": {"adapter": "openai", "model": "m", "baseURL": "http://127.0.0.1:1/v1"},
         "benchmark": {"load": {"model": "closed", "stages": %s},
           "inputTokens": {"mean": 8}, "outputTokens": {"mean": 8}}}
        """
            .formatted(stages);
    try {
      return ConfigLoader.load(
          new ConfigSource(
              (com.fasterxml.jackson.databind.node.ObjectNode) JsonText.MAPPER.readTree(json),
              Map.of()));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> faults(String stages) {
    return catchThrowableOfType(InvalidConfigException.class, () -> load(stages)).faults();
  }

  @Test
  void theyAreLevels() {
    LevelsModel levels =
        load("[{\"concurrency\": 4, \"duration\": 7}, 9]").config().benchmark().levels();

    List<Level> all = ((Sweep) levels.plan()).levels();
    assertThat(all).extracting(Level::value).containsExactly(4.0, 9.0);
    assertThat(((ClosedLoad) all.get(0).load()).end()).contains(Duration.ofSeconds(2 + 7));
  }

  @Test
  void messagesNameThemAsTheyWereGiven() {
    assertThat(faults("[{\"concurrency\": 0}]"))
        .containsExactly(
            "benchmark.load.stages[0].concurrency: 0 is not a whole number of 1 or more");
  }

  @Test
  void ratesAreOfAnOpenLoad() {
    assertThat(faults("[{\"rate\": 1, \"duration\": 3}]"))
        .anyMatch(fault -> fault.startsWith("benchmark.load.stages is accepted only where"));
  }
}
