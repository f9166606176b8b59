package io.github.gatlingllm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.load.ClosedLoad;
import io.github.gatlingllm.load.Level;
import io.github.gatlingllm.load.Sweep;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    return load(json, Map.of());
  }

  private static LoadedConfig load(String json, Map<String, String> flags) {
    try {
      return ConfigLoader.load(
          new ConfigSource((ObjectNode) JsonText.MAPPER.readTree(json), flags));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

  @Test
  void levelsByFlagTakeThePlaceOfAFilesLoad() {
    String json =
        """
        {"provider": {"adapter": "openai", "model": "m", "baseURL": "http://127.0.0.1:1/v1"},
         "benchmark": {"concurrency": 5, "maxDuration": 60, "rampUp": {"duration": 5},
           "inputTokens": {"mean": 8}, "outputTokens": {"mean": 8}}}
        """;
    LoadedConfig loaded = load(json, Map.of("llm.levels", "1,2"));

    assertThat(loaded.config().benchmark().levels()).isNotNull();
    assertThat(loaded.config().benchmark().maxDuration()).isNull();
    assertThat(loaded.warnings())
        .containsExactly(
            "benchmark.concurrency, benchmark.maxDuration, benchmark.rampUp.duration of the file is"
                + " not in force: the levels that were given by flag have their own");
    assertThat(
            catchThrowableOfType(
                    InvalidConfigException.class,
                    () -> load(json, Map.of("llm.levels", "1,2", "llm.maxDuration", "9")))
                .faults())
        .containsExactly(
            "-Dllm.maxDuration is not accepted with levels, each of which has its own: give"
                + " benchmark.load.level.duration");
  }
}
