package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.faults;
import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.smallest;
import static io.github.gatlingllm.config.Loading.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.prompt.ThinkTime;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code benchmark.conversation}: what it is read as, and what it refuses. */
class ConversationConfigTest {

  private static final String KEY = "benchmark.conversation";

  @Test
  void numbersAndDistributionsAreRead() {
    LoadedConfig loaded =
        load(
            with(
                KEY,
                """
                {"turns": {"mean": 5, "stddev": 2}, "firstInputTokens": 512,
                 "inputTokens": {"mean": 100}, "outputTokens": {"mean": 64, "stddev": 0},
                 "thinkTime": {"distribution": "lognormal", "mean": 2, "stddev": 0.5},
                 "systemTokens": 300}
                """));
    assertThat(loaded.config().conversation())
        .isEqualTo(
            new ConversationModel(
                TokenLength.normal(5, 2),
                TokenLength.constant(512),
                TokenLength.normal(100, 10),
                TokenLength.normal(64, 0),
                ThinkTime.logNormal(Duration.ofSeconds(2), Duration.ofMillis(500)),
                300));
    // The resolved file is a configuration again.
    assertThat(load(loaded.resolved()).config()).isEqualTo(loaded.config());
    assertThat(load(smallest()).config().conversation()).isNull();
  }

  @Test
  void flagsSayTheSame() {
    assertThat(
            load(
                    smallest(),
                    "llm.turns=5",
                    "llm.firstInputTokens=normal:512:50",
                    "llm.turnInputTokens=normal:64",
                    "llm.thinkTime=exponential:2")
                .config()
                .conversation())
        .isEqualTo(
            new ConversationModel(
                TokenLength.constant(5),
                TokenLength.normal(512, 50),
                TokenLength.normal(64, 6.4),
                null,
                ThinkTime.exponential(Duration.ofSeconds(2)),
                0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"turns\": 0} | benchmark.conversation.turns: 0 is not a whole number of turns from 1 to",
        "{\"turns\": 1025} | benchmark.conversation.turns: 1025 is not",
        "{\"turns\": 2.5} | benchmark.conversation.turns: 2.5 is not",
        "{\"turns\": {\"mean\": 5, \"sttdev\": 1}} | benchmark.conversation.turns: ",
        "{\"turns\": {\"mean\": 5, \"stddev\": -1}} | benchmark.conversation.turns: ",
        "{\"turns\": 5, \"thinkTime\": -1} | benchmark.conversation.thinkTime: -1 is not a number of",
        "{\"turns\": 5, \"thinkTime\": 3601} | benchmark.conversation.thinkTime: 3601 is not",
        "{\"turns\": 5, \"thinkTime\": {\"mean\": 2}} | benchmark.conversation.thinkTime: ",
        "{\"turns\": 5, \"thinkTime\": {\"distribution\": \"exponential\", \"mean\": 0}} |"
            + " benchmark.conversation.thinkTime: ",
        "{\"turns\": 5, \"systemTokens\": 0} | benchmark.conversation.systemTokens: 0 is not",
        "{\"thinkTime\": 1} | benchmark.conversation.turns is missing; give a whole number of turns"
      })
  void whatIsNotAcceptedIsNamed(String conversation, String fault) {
    assertThat(faults(with(KEY, conversation)))
        .singleElement()
        .asString()
        .startsWith(fault.strip());
  }

  @Test
  void whatContradictsConversationsIsRefused() {
    assertThat(
            faults(
                with(
                    with(KEY, "{\"turns\": 3, \"systemTokens\": 9}"),
                    "provider.systemPrompt",
                    "\"be brief\""),
                "llm.loadTypes=a:1"))
        .containsExactlyInAnyOrder(
            "-Dllm.loadTypes is not accepted with benchmark.conversation: types are of single"
                + " requests",
            "benchmark.conversation.systemTokens is not accepted with provider.systemPrompt: there is"
                + " one system message; give one of them");
  }
}
