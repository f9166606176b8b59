package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.faults;
import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.smallest;
import static io.github.gatlingllm.config.Loading.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.prompt.ThinkTime;
import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.length.TokenLength.Bin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  @Test
  void eachLengthTakesEachDistribution() {
    ConversationModel model =
        load(with(
                KEY,
                """
                    {"turns": {"distribution": "uniform", "min": 2, "max": 8},
                     "firstInputTokens": {"distribution": "lognormal", "mean": 512, "stddev": 200},
                     "inputTokens": {"distribution": "exponential", "mean": 60, "max": 300},
                     "outputTokens": {"distribution": "list",
                       "values": [{"tokens": 10, "weight": 3}, {"tokens": 400, "weight": 1}]}}
                    """))
            .config()
            .conversation();

    assertThat(model.turns()).isEqualTo(TokenLength.uniform(2, 8));
    assertThat(model.firstInputTokens()).isEqualTo(TokenLength.logNormal(512, 200));
    assertThat(model.inputTokens()).isEqualTo(TokenLength.exponential(60).between(1, 300));
    assertThat(model.outputTokens()).isEqualTo(TokenLength.weighted(Map.of(10, 3, 400, 1)));
  }

  @Test
  void aFlagTakesThePlaceOfWhatTheFileHas() {
    ConversationModel model =
        load(
                with(
                    KEY,
                    """
                    {"turns": {"distribution": "uniform", "min": 2, "max": 8},
                     "inputTokens": {"distribution": "list",
                       "values": [{"tokens": 10, "weight": 3}]},
                     "thinkTime": {"distribution": "lognormal", "mean": 2, "stddev": 1}}
                    """),
                "llm.turns=list:2x3,9x1",
                "llm.turnInputTokens=exponential:60",
                "llm.turnOutputTokens=histogram:1-100x4,101-500x6",
                "llm.thinkTime=exponential:3")
            .config()
            .conversation();

    assertThat(model.turns()).isEqualTo(TokenLength.weighted(Map.of(2, 3, 9, 1)));
    assertThat(model.inputTokens()).isEqualTo(TokenLength.exponential(60));
    assertThat(model.outputTokens())
        .isEqualTo(TokenLength.histogram(List.of(new Bin(1, 100, 4), new Bin(101, 500, 6))));
    assertThat(model.thinkTime()).isEqualTo(ThinkTime.exponential(Duration.ofSeconds(3)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"distribution\": \"uniform\", \"min\": 2}|max is missing; give a whole number of 1 or"
            + " more",
        "{\"distribution\": \"uniform\", \"min\": 9, \"max\": 5}|max must be min (9 turns) or"
            + " more, but is 5",
        "{\"distribution\": \"pareto\"}|distribution: \"pareto\" is not \"normal\", \"constant\","
            + " \"uniform\", \"lognormal\", \"exponential\", \"list\" or \"histogram\"",
        "{\"distribution\": \"list\", \"values\": [{\"tokens\": 0, \"weight\": 1}]}|values[0].tokens:"
            + " 0 is not a whole number of 1 or more",
        "{\"distribution\": \"constant\", \"mean\": 2.5}|a constant length must be a whole number"
            + " of turns, but is 2.5",
        "{\"mean\": 5, \"stddev\": -1}|stddev: -1 is not a number of turns, 0 or more",
        "{\"mean\": 5, \"sttdev\": 1}|sttdev is not a known key; did you mean stddev?",
        "{\"mean\": 1500}|a mean of 1500.0 turns; accepted: at most 1024",
      })
  void eachFaultOfADistributionNamesItsKey(String turns, String fault) {
    assertThat(faults(with(KEY + ".turns", turns)))
        .containsExactly("benchmark.conversation.turns: " + fault);
  }

  @Test
  void aFlagWithAFaultIsNamed() {
    assertThat(faults(smallest(), "llm.turns=uniform:2", "llm.turnInputTokens=pareto:5"))
        .containsExactly(
            "-Dllm.turns: max is missing; give a whole number of 1 or more",
            "-Dllm.turnInputTokens=pareto:5 is not a whole number of tokens from 1 to 10000000, or"
                + " a distribution as an object like benchmark.inputTokens");
  }

  @Test
  void aFileHasItsOwnTurns() {
    LoadedConfig loaded =
        load(with("benchmark.inputFile", "\"p.json\""), "llm.thinkTime=2", "llm.answers=recorded");

    assertThat(loaded.config().conversation())
        .isEqualTo(
            new ConversationModel(
                null,
                null,
                TokenLength.constant(64),
                null,
                ThinkTime.constant(Duration.ofSeconds(2)),
                0,
                ConversationAnswers.RECORDED));
    assertThat(load(loaded.resolved()).config()).isEqualTo(loaded.config());
    assertThat(
            load(with("benchmark.inputFile", "\"p.json\""), "llm.turns=uniform:1:4")
                .config()
                .conversation())
        .isEqualTo(
            new ConversationModel(
                TokenLength.uniform(1, 4),
                null,
                TokenLength.constant(64),
                null,
                ThinkTime.NONE,
                0));
  }

  @Test
  void whatAFileSaysItselfIsRefused() {
    String reason =
        " is not accepted with benchmark.inputFile: its records say what is said, and how long"
            + " answers are";
    assertThat(
            faults(
                with(
                    with("benchmark.inputFile", "\"p.json\""),
                    KEY,
                    "{\"firstInputTokens\": 5, \"inputTokens\": 5, \"systemTokens\": 5}"),
                "llm.turnOutputTokens=5"))
        .containsExactly(
            "benchmark.conversation.firstInputTokens" + reason,
            "benchmark.conversation.inputTokens" + reason,
            "-Dllm.turnOutputTokens" + reason,
            "benchmark.conversation.systemTokens" + reason);
    assertThat(faults(with(with("benchmark.inputFile", "\"p.json\""), KEY, "{}")))
        .containsExactly(
            "benchmark.conversation is empty; give at least one of answers, thinkTime and turns,"
                + " which make conversations of the records of benchmark.inputFile");
  }

  @Test
  void recordedAnswersNeedAFile() {
    String fault = "benchmark.conversation.answers is accepted only with benchmark.inputFile";
    String reason = ": synthetic conversations have no recorded answers";
    String answers = "{\"turns\": 3, \"answers\": \"recorded\"}";
    assertThat(faults(with(KEY, answers))).containsExactly(fault + reason);
    assertThat(
            faults(
                with(with("benchmark.inputFile", "\"p.json\""), KEY, answers),
                "llm.generatorEnabled=true"))
        .containsExactly(
            fault + ", which is not used since -Dllm.generatorEnabled is true" + reason);
    assertThat(faults(with(KEY, "{\"turns\": 3, \"answers\": \"mine\"}")))
        .contains("benchmark.conversation.answers: \"mine\" is not \"server\" or \"recorded\"");
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

  @Test
  void aSizeOfPicturesAloneIsRefusedToo() {
    assertThat(faults(smallest(), "llm.turns=3", "llm.imageWidth=64"))
        .containsExactly(
            "-Dllm.imageWidth is not accepted with benchmark.conversation: it is of single"
                + " requests, and a conversation's own history is what repeats");
  }
}
