package io.github.gatlingllm.prompt.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptException;
import io.github.gatlingllm.prompt.dataset.LengthFilter;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {

  private static final Tokenizer TOKENIZER = Tokenizers.named("o200k_base");

  @TempDir private Path folder;

  private static Path resource(String name) {
    try {
      return Path.of(TraceTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Trace read(String name) {
    return Trace.read(resource(name), TraceOptions.ALL);
  }

  private static List<Prompt> prompts(Trace trace) {
    TracePrompts prompts = trace.prompts(TOKENIZER, 1);
    return IntStream.range(0, trace.size()).mapToObj(prompts::prompt).toList();
  }

  private static List<String> faults(String name) {
    try {
      read(name);
    } catch (PromptException e) {
      return e.faults();
    }
    return List.of();
  }

  private static String firstWords(String text, int count) {
    return String.join(" ", Arrays.asList(text.split(" ")).subList(0, count));
  }

  @Test
  void mooncakesTimesAreMilliseconds() {
    Trace trace = read("mooncake.jsonl");

    assertThat(trace.times(1)).containsExactly(0, 27_000_000L, 3_052_000_000L, 3_500_000_000L);
    assertThat(trace.times(2)).containsExactly(0, 13_500_000L, 1_526_000_000L, 1_750_000_000L);
    assertThat(trace.notes()).isEmpty();
    assertThat(trace.meanInputTokens()).isEqualTo((1100 + 1030 + 512 + 20) / 4.0);
    assertThat(trace.meanOutputTokens()).isEqualTo((50 + 12 + 3 + 5) / 4.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"o200k_base", "cl100k_base", "p50k_base", "r50k_base"})
  void mooncakesPromptsHaveExactlyItsLengthsAndEqualBlocks(String vocabulary) {
    Tokenizer tokenizer = Tokenizers.named(vocabulary);
    TracePrompts source = read("mooncake.jsonl").prompts(tokenizer, 1);
    List<Prompt> prompts = IntStream.range(0, 4).mapToObj(source::prompt).toList();

    assertThat(prompts).extracting(Prompt::tokenCount).containsExactly(1100, 1030, 512, 20);
    assertThat(prompts)
        .allSatisfy(
            prompt -> {
              assertThat(tokenizer.count(prompt.text())).isEqualTo(prompt.tokenCount());
              assertThat(prompt.inputTokenTarget()).isEqualTo(prompt.tokenCount());
            });
    assertThat(prompts).extracting(Prompt::outputTokenTarget).containsExactly(50, 12, 3, 5);
    assertThat(firstWords(prompts.get(0).text(), 1024))
        .isEqualTo(firstWords(prompts.get(1).text(), 1024));
    assertThat(firstWords(prompts.get(0).text(), 1030)).isNotEqualTo(prompts.get(1).text());
    assertThat(firstWords(prompts.get(0).text(), 512)).isNotEqualTo(prompts.get(2).text());
    assertThat(prompts)
        .extracting(prompt -> prompt.reuse().sharedTokens())
        .containsExactly(0, 1024, 0, 0);
    assertThat(prompts).allSatisfy(prompt -> assertThat(prompt.reuse().resent()).isFalse());
  }

  @Test
  void aSeedDecidesTheTextsAndAfterTheLastTheFirstIsResent() {
    Trace trace = read("mooncake.jsonl");

    assertThat(trace.prompts(TOKENIZER, 1).prompt(0)).isEqualTo(prompts(trace).get(0));
    assertThat(trace.prompts(TOKENIZER, 2).prompt(0).text())
        .isNotEqualTo(prompts(trace).get(0).text());
    Prompt again = trace.prompts(TOKENIZER, 1).prompt(4);
    assertThat(again.text()).isEqualTo(prompts(trace).get(0).text());
    assertThat(again.index()).isEqualTo(4);
    assertThat(again.reuse().resent()).isTrue();
  }

  @Test
  void blocksMayHaveAnotherLength() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("t.jsonl"),
            """
            {"timestamp":0,"input_length":40,"output_length":1,"hash_ids":[7,8,9]}
            {"timestamp":1,"input_length":33,"output_length":1,"hash_ids":[7,8,11]}
            {"timestamp":2,"input_length":40,"output_length":1,"hash_ids":[7,8,9]}
            """);

    List<Prompt> prompts = prompts(Trace.read(file, TraceOptions.ALL.blocks(16)));

    assertThat(prompts).extracting(Prompt::tokenCount).containsExactly(40, 33, 40);
    assertThat(prompts)
        .extracting(prompt -> prompt.reuse().sharedTokens())
        .containsExactly(0, 32, 40);
    assertThat(prompts.get(2).text()).isEqualTo(prompts.get(0).text());
  }

  @Test
  void azuresTimesAreDatesAndAreBroughtIntoOrder() {
    Trace trace = read("azure.csv");

    assertThat(trace.times(1)).containsExactly(0, 2_319_410_000L, 4_314_579_000L);
    assertThat(prompts(trace)).extracting(Prompt::tokenCount).containsExactly(374, 10, 396);
    assertThat(trace.notes())
        .singleElement()
        .asString()
        .endsWith("azure.csv: its rows are not in order of time; they were sorted");
    assertThat(read("azure2024.csv").times(1)).containsExactly(0, 7_405_000L);
  }

  @Test
  void burstGptsTimesAreSecondsAndItsFailuresAreLeftOut() {
    Trace trace = read("burstgpt.csv");

    assertThat(trace.times(10)).containsExactly(0, 11_350_000_000L);
    assertThat(prompts(trace)).extracting(Prompt::tokenCount).containsExactly(472, 417);
    assertThat(prompts(trace)).extracting(Prompt::outputTokenTarget).containsExactly(18, 276);
    assertThat(trace.notes())
        .singleElement()
        .asString()
        .endsWith("burstgpt.csv: of 3 rows were left out 1 without output tokens, which failed");
  }

  @Test
  void lengthsAndALimitCutATrace() {
    TraceOptions options = TraceOptions.ALL.with(LengthFilter.NONE.input(0, 1050));

    assertThat(Trace.read(resource("mooncake.jsonl"), options).size()).isEqualTo(3);
    assertThat(Trace.read(resource("mooncake.jsonl"), options.limited(2)).times(1))
        .containsExactly(0, 3_025_000_000L);
    assertThatThrownBy(
            () ->
                Trace.read(
                    resource("mooncake.jsonl"),
                    TraceOptions.ALL.with(LengthFilter.NONE.output(0, 1))))
        .hasMessageEndingWith(
            "mooncake.jsonl has no request: of 4 rows were left out 4 with more than 1 output"
                + " tokens");
  }

  @Test
  void theRowsBehindALimitAreNotRead() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("t.csv"), "Timestamp,Request tokens,Response tokens\n1,2,3\nfaulty\n");

    assertThat(Trace.read(file, TraceOptions.ALL.limited(1)).size()).isEqualTo(1);
  }

  @Test
  void everyFaultyRowIsToldWithItsLine() {
    assertThat(faults("faulty.jsonl"))
        .satisfiesExactly(
            fault ->
                assertThat(fault)
                    .endsWith(
                        "faulty.jsonl:1: hash_ids has 1 blocks, but 600 input tokens are 2 of 512"
                            + " tokens each"),
            fault ->
                assertThat(fault)
                    .endsWith(
                        "faulty.jsonl:2: timestamp: \"-1\" is not a time in milliseconds, 0 or"
                            + " more"),
            fault ->
                assertThat(fault)
                    .endsWith(
                        "faulty.jsonl:3: input_length: \"0\" is not a whole number from 1 to"
                            + " 10000000"),
            fault ->
                assertThat(fault)
                    .endsWith("faulty.jsonl:4: input_length is missing; give a number"),
            fault ->
                assertThat(fault)
                    .endsWith("faulty.jsonl:5: hash_ids: \"a\" is not a whole number"));
    assertThat(faults("faulty_azure.csv"))
        .satisfiesExactly(
            fault ->
                assertThat(fault)
                    .endsWith(
                        "faulty_azure.csv:2: timestamp: \"16.11.2023 18:15\" is not a date and"
                            + " time, such as 2023-11-16 18:15:46.6805900"),
            fault ->
                assertThat(fault)
                    .endsWith(
                        "faulty_azure.csv:3: contexttokens: \"ten\" is not a whole number from 1 to"
                            + " 10000000"),
            fault ->
                assertThat(fault)
                    .endsWith("faulty_azure.csv:4: has 2 fields, and the header has 3"));
    assertThat(faults("faulty_burstgpt.csv"))
        .satisfiesExactly(
            fault ->
                assertThat(fault)
                    .endsWith(
                        "faulty_burstgpt.csv:2: timestamp: \"soon\" is not a time in seconds, 0 or"
                            + " more"),
            fault ->
                assertThat(fault)
                    .endsWith(
                        "faulty_burstgpt.csv:3: response tokens: \"-1\" is not a whole number from"
                            + " 0 to 10000000"));
  }

  @Test
  void aFileThatIsNoTraceIsSaidToBeNone() throws IOException {
    Path csv = Files.writeString(folder.resolve("t.csv"), "time,tokens\n1,2\n");
    Path text = Files.writeString(folder.resolve("t.txt"), "1 2\n");

    assertThat(Trace.isTrace(csv)).isFalse();
    assertThat(Trace.isTrace(resource("azure.csv"))).isTrue();
    assertThat(Trace.isTrace(resource("burstgpt.csv"))).isTrue();
    assertThat(Trace.isTrace(resource("mooncake.jsonl"))).isTrue();
    assertThat(Trace.isTrace(folder.resolve("missing"))).isFalse();
    assertThatThrownBy(() -> Trace.read(csv, TraceOptions.ALL))
        .hasMessageContaining("t.csv:1: the header \"time,tokens\" is none of a trace; accepted:");
    assertThatThrownBy(() -> Trace.read(text, TraceOptions.ALL))
        .hasMessageContaining("t.txt:1: the file is no trace; accepted:");
  }
}
