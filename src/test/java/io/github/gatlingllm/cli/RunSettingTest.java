package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.record.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSettingTest {

  @TempDir Path temp;

  private Map<String, String> flags(String... pairs) throws IOException {
    Path config = temp.resolve("config.json");
    Files.writeString(
        config,
        """
        {"provider": {"model": "of-file", "baseURL": "http://h/v1"},
         "benchmark": {"concurrency": 1, "inputTokens": {"mean": 40}, "outputTokens": {"mean": 8},
                       "timeout": 50}}
        """);
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("llm.config", config.toString());
    flags.put("llm.outputDir", temp.resolve("results").toString());
    flags.put("llm.runId", "a");
    for (int i = 0; i < pairs.length; i += 2) {
      flags.put(pairs[i], pairs[i + 1]);
    }
    return flags;
  }

  private static RunFolder keep(RunSetting setting) throws IOException {
    RunFolder folder = setting.prepareFolder();
    assertThat(setting.keepIn(folder)).isEmpty();
    return folder;
  }

  @Test
  void threeLayersFileEarlierFlagsAndFlags() throws IOException {
    RunFolder first = keep(RunSetting.of(flags("llm.maxRequests", "30", "llm.concurrency", "7")));
    RunSetting second = RunSetting.of(flags("llm.concurrency", "9", "llm.timeout", "none"));
    ObjectNode resolved = second.load().resolved();
    assertThat(resolved.at("/benchmark/maxRequests").asInt()).isEqualTo(30);
    assertThat(resolved.at("/benchmark/concurrency").asInt()).isEqualTo(9);
    assertThat(resolved.at("/benchmark/timeout").asInt()).isEqualTo(600);
    assertThat(resolved.at("/provider/model").asText()).isEqualTo("of-file");
    assertThat(keep(second)).isEqualTo(first);
    assertThat(Json.read(first.path().resolve("overrides.json")).at("/benchmark").toString())
        .contains("\"maxRequests\":30", "\"concurrency\":9", "\"timeout\":null");
    assertThat(RunSetting.of(flags()).load().resolved().at("/benchmark/timeout").asInt())
        .isEqualTo(600);
  }

  @Test
  void anotherRunIdKnowsNothingOfThem() throws IOException {
    keep(RunSetting.of(flags("llm.maxRequests", "30")));
    Map<String, String> other = flags("llm.maxRequests", "2");
    other.put("llm.runId", "b");
    assertThat(RunSetting.of(other).load().resolved().at("/benchmark/maxRequests").asInt())
        .isEqualTo(2);
  }

  @Test
  void whatARunHasIsNotContinued() throws IOException {
    RunFolder first = keep(RunSetting.of(flags("llm.maxRequests", "30")));
    RunFolder.create(temp.resolve("results"), "a");
    assertThat(RunSetting.of(flags()).prepareFolder().runId()).isEqualTo("a-2");
    assertThat(first.runId()).isEqualTo("a");
  }

  @Test
  void aRunIdThatLeadsElsewhereIsNotLookedUp() throws IOException {
    Map<String, String> flags = flags("llm.maxRequests", "30");
    flags.put("llm.runId", "../a");
    assertThat(RunSetting.of(flags).place().runId()).isEmpty();
  }

  @Test
  void withoutFlagsThereIsNoFile() throws IOException {
    Map<String, String> flags = flags();
    flags.remove("llm.outputDir");
    RunFolder folder = RunFolder.prepare(temp.resolve("plain"), "x", true);
    RunSetting.of(flags).keepIn(folder);
    assertThat(folder.path().resolve("overrides.json")).doesNotExist();
  }
}
