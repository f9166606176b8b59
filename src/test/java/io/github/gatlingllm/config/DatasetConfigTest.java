package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.faults;
import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.resource;
import static io.github.gatlingllm.config.Loading.smallest;
import static io.github.gatlingllm.config.Loading.tree;
import static io.github.gatlingllm.config.Loading.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.prompt.dataset.DatasetFormat;
import io.github.gatlingllm.prompt.dataset.DatasetOptions;
import io.github.gatlingllm.prompt.dataset.LengthFilter;
import io.github.gatlingllm.prompt.dataset.PictureOptions;
import io.github.gatlingllm.prompt.trace.TraceOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prompts from files and traces, as a configuration asks for them. */
class DatasetConfigTest {

  private static final Map<String, String> VALUES =
      Map.of(
          "format", "\"csv\"",
          "shuffle", "true",
          "limit", "50",
          "minInputTokens", "1",
          "maxInputTokens", "9",
          "minOutputTokens", "2",
          "maxOutputTokens", "8",
          "blockTokens", "16");

  static Stream<String> fileKeys() {
    return VALUES.keySet().stream().map(name -> "benchmark.dataset." + name);
  }

  private static ObjectNode withoutLengths() {
    return tree(
        """
        {"provider": {"model": "m"},
         "benchmark": {"concurrency": 2, "maxRequests": 10, "inputFile": "p.dat"}}
        """);
  }

  private static ObjectNode replayed(String trace, String more) {
    ObjectNode root =
        tree(
            """
            {"provider": {"model": "m"},
             "benchmark": {"load": {"model": "open", "arrivals": "replay" %s}}}
            """
                .formatted(more));
    return with(
        root,
        "benchmark.load.trace",
        "\"" + resource("/io/github/gatlingllm/prompt/trace/" + trace) + "\"");
  }

  @Test
  void aFileHasLengthsOfItsOwn() {
    PromptFile file = load(withoutLengths()).config().generator().file();

    assertThat(file)
        .isEqualTo(
            new PromptFile(
                "benchmark.inputFile",
                Path.of("p.dat"),
                false,
                DatasetOptions.ALL,
                false,
                TraceOptions.ALL));
    assertThat(load(smallest()).config().generator().file()).isNull();
  }

  @Test
  void eachKeyOfAFileArrives() {
    ObjectNode root = withoutLengths();
    VALUES.forEach((name, json) -> with(root, "benchmark.dataset." + name, json));

    PromptFile file = load(root).config().generator().file();

    LengthFilter lengths = new LengthFilter(1, 9, 2, 8);
    assertThat(file)
        .isEqualTo(
            new PromptFile(
                "benchmark.inputFile",
                Path.of("p.dat"),
                false,
                new DatasetOptions(
                    DatasetFormat.CSV, lengths, OptionalLong.empty(), OptionalInt.of(50)),
                true,
                new TraceOptions(lengths, OptionalInt.of(50), 16)));
  }

  @Test
  void syntheticPromptsAreMadeIfAskedForWhateverFileThereIs() {
    ObjectNode root = with(smallest(), "benchmark.inputFile", "\"p.jsonl\"");

    assertThat(load(root, "llm.generatorEnabled=true").config().generator().file()).isNull();
    assertThat(faults(withoutLengths(), "llm.generatorEnabled=true"))
        .containsExactlyInAnyOrder(
            "benchmark.inputTokens.mean is missing; give a number of tokens above 0",
            "benchmark.outputTokens.mean is missing; give a number of tokens above 0");
  }

  @Test
  void keysOfAFileWithoutOneAreRefusedWithTheReason() {
    assertThat(faults(with("benchmark.dataset.limit", "5")))
        .containsExactly(
            "benchmark.dataset.limit is accepted only with benchmark.inputFile or"
                + " benchmark.load.trace");
    ObjectNode unused = with(smallest(), "benchmark.inputFile", "\"p.jsonl\"");
    assertThat(faults(unused, "llm.generatorEnabled=true", "llm.datasetShuffle=true"))
        .containsExactly(
            "-Dllm.datasetShuffle is accepted only with benchmark.inputFile, which is not used"
                + " since -Dllm.generatorEnabled is true");
  }

  @Test
  void whatLeavesNoPromptOrHasTypesIsRefused() {
    assertThat(faults(withoutLengths(), "llm.minInputTokens=9", "llm.maxInputTokens=8"))
        .containsExactly(
            "-Dllm.minInputTokens (9) is more than -Dllm.maxInputTokens (8): no prompt would be"
                + " left");
    assertThat(faults(withoutLengths(), "llm.loadTypes=chat:3:10:10"))
        .containsExactly(
            "-Dllm.loadTypes is not accepted with benchmark.inputFile: the prompts of a file are"
                + " of one type");
    assertThat(faults(withoutLengths(), "llm.datasetFormat=parquet"))
        .containsExactly(
            "-Dllm.datasetFormat=parquet is not \"jsonl\", \"json\", \"csv\" or \"text\"");
  }

  @Test
  void picturesNeedNoFile() {
    assertThat(load(smallest()).config().generator().pictures()).isNull();
    assertThat(load(smallest(), "llm.imageWidth=64").config().generator().pictures())
        .isEqualTo(new PictureOptions(1, 64, 512, "png"));
    assertThat(faults(smallest(), "llm.images=17"))
        .containsExactly("generator.images: count is 17; accepted: 1 to 16");
    assertThat(faults(smallest(), "llm.imageFormat=webp"))
        .containsExactly("generator.images: format is \"webp\"; accepted: png and jpeg");
  }

  @Test
  void aTraceIsReplayedAtItsSpeedAndGivesThePrompts() {
    BenchmarkConfig config = load(replayed("burstgpt.csv", ", \"speed\": 10")).config();

    assertThat(config.benchmark().open().load().expectedRequests()).isEqualTo(2);
    assertThat(config.benchmark().open().load().end().orElseThrow().toMillis())
        .isBetween(11_350L, 11_400L);
    assertThat(config.generator().file().isTrace()).isTrue();
    assertThat(config.generator().file().path()).hasFileName("burstgpt.csv");
  }

  @Test
  void aLimitCutsTheTimesOfATraceToo() {
    assertThat(
            load(replayed("mooncake.jsonl", ""), "llm.datasetLimit=3")
                .config()
                .benchmark()
                .open()
                .load()
                .expectedRequests())
        .isEqualTo(3);
  }

  @Test
  void theFaultsOfATraceAreThoseOfTheConfiguration() {
    assertThat(faults(replayed("faulty_burstgpt.csv", "")))
        .hasSize(2)
        .allMatch(fault -> fault.startsWith("benchmark.load.trace: "))
        .anyMatch(fault -> fault.contains("faulty_burstgpt.csv:2: timestamp: \"soon\""));
    assertThat(faults(replayed("burstgpt.csv", ", \"times\": [0, 1]")))
        .containsExactly(
            "benchmark.load.times and benchmark.load.trace are both given; give one of them");
    assertThat(
            faults(
                tree(
                    """
                    {"provider": {"model": "m"},
                     "benchmark": {"inputTokens": {"mean": 9}, "outputTokens": {"mean": 9},
                       "load": {"model": "open", "arrivals": "replay", "times": [0], "speed": 2}}}
                    """)))
        .containsExactly("benchmark.load.speed is accepted only with benchmark.load.trace");
  }

  @Test
  void aTraceThatGivesTimesAloneHasNothingAgainstRepetitions() {
    String[] synthetic = {
      "llm.cachePercentage=20",
      "llm.generatorEnabled=true",
      "llm.inputTokens=9",
      "llm.outputTokens=9"
    };
    assertThat(load(replayed("burstgpt.csv", ""), synthetic).config().cache().percentage())
        .isEqualTo(20);
    assertThat(faults(replayed("burstgpt.csv", ""), "llm.cachePercentage=20"))
        .containsExactly(
            "-Dllm.cachePercentage is not accepted with benchmark.load.trace: a trace says itself"
                + " what repeats");
  }
}
