package io.github.gatlingllm.prompt.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.ConversationPlan;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.RecordedConversations.Manner;
import io.github.gatlingllm.prompt.ThinkTime;
import io.github.gatlingllm.prompt.UserTurn;
import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations of files: whose turns they have, and what is known of what repeats. */
class DatasetConversationsTest {

  private static final Tokenizer TOKENIZER = Tokenizers.named("o200k_base");
  private static final ThinkTime SECOND = ThinkTime.constant(Duration.ofSeconds(1));
  private static final Manner SERVERS = new Manner(SECOND, false, null, 0);
  private static final Manner RECORDED = new Manner(SECOND, true, null, 0);

  @TempDir private Path folder;

  private static DatasetConversations of(Path file, Manner manner) {
    return new DatasetConversations(
        DatasetPrompts.open(file, DatasetOptions.ALL, TOKENIZER), manner);
  }

  private static DatasetConversations shareGpt(Manner manner) {
    return of(DatasetPromptsTest.resource("sharegpt.json"), manner);
  }

  private ConversationPlan written(String record) throws IOException {
    return of(Files.writeString(folder.resolve("d.jsonl"), record), RECORDED).conversation(0);
  }

  private static List<String> texts(ConversationPlan plan) {
    return plan.turns().stream().map(turn -> turn.prompt().text()).toList();
  }

  private static List<Integer> targets(ConversationPlan plan) {
    return plan.turns().stream().map(turn -> turn.prompt().outputTokenTarget()).toList();
  }

  @Test
  void usersSayWhatTheRecordHasTurnByTurn() {
    ConversationPlan first = shareGpt(SERVERS).conversation(0);

    assertThat(texts(first)).containsExactly("How are you?", "And now?");
    assertThat(targets(first))
        .containsExactly(TOKENIZER.count("I am well, thank you."), TOKENIZER.count("Still."));
    assertThat(first.turns())
        .extracting(turn -> turn.prompt().tokenCount())
        .containsExactly(TOKENIZER.count("How are you?"), TOKENIZER.count("And now?"));
    assertThat(first.turns())
        .extracting(UserTurn::thinkTime)
        .containsExactly(Duration.ZERO, Duration.ofSeconds(1));
    assertThat(first.turns()).allMatch(turn -> turn.recordedAnswer() == null);
    assertThat(first.systemPrompt()).isNull();
    // An answer to what nobody can see is not sent.
    assertThat(shareGpt(SERVERS).conversation(1).turns())
        .singleElement()
        .satisfies(
            turn ->
                assertThat(turn.prompt().messages())
                    .containsExactly(new Message("user", "Say \"what\"?")));
    assertThatThrownBy(() -> shareGpt(SERVERS).conversation(-1))
        .hasMessage("a conversation's index must be 0 or more, but is -1");
  }

  @Test
  void afterTheLastRecordTheFirstComesAgain() {
    assertThat(texts(shareGpt(SERVERS).conversation(2)))
        .isEqualTo(texts(shareGpt(SERVERS).conversation(0)));
    assertThat(resent(SERVERS, 0)).containsExactly(false, false);
    assertThat(resent(RECORDED, 1)).containsExactly(false);
    // With the server's answers nobody knows whether a later request was sent before as a whole.
    assertThat(resent(SERVERS, 2)).containsExactly(true, false);
    assertThat(resent(RECORDED, 2)).containsExactly(true, true);
    assertThat(shareGpt(RECORDED).conversation(2).turns())
        .extracting(UserTurn::recordedAnswer)
        .containsExactly("I am well, thank you.", "Still.");
  }

  private static List<Boolean> resent(Manner manner, long index) {
    return shareGpt(manner).conversation(index).turns().stream()
        .map(turn -> turn.prompt().reuse().resent())
        .toList();
  }

  @Test
  void aRecordHasSoManyTurnsAtMost() {
    DatasetConversations most =
        shareGpt(new Manner(ThinkTime.NONE, false, TokenLength.uniform(1, 2), 5));

    assertThat(LongStream.range(0, 100).map(i -> most.conversation(2 * i).turns().size()))
        .containsOnly(1L, 2L);
    assertThat(most.conversation(1).turns()).hasSize(1);
    assertThat(most.conversation(8)).isEqualTo(most.conversation(8));
  }

  @Test
  void callsOfToolsAreSentWithTheirResults() throws IOException {
    ConversationPlan plan =
        written(
            """
            {"max_tokens": 33, "temperature": 0, "messages": [
             {"role": "system", "content": "Be brief."},
             {"role": "user", "content": "Rain?"},
             {"role": "assistant", "content": null, "tool_calls": [{"id": "c1"}]},
             {"role": "tool", "tool_call_id": "c1", "content": "no"},
             {"role": "assistant", "content": "It is dry today."},
             {"role": "user", "content": "Thanks."}]}
            """
                .replace("\n", ""));

    assertThat(plan.systemPrompt()).isEqualTo("Be brief.");
    assertThat(plan.turns()).hasSize(2);
    assertThat(plan.turns().get(0).prompt().messages())
        .extracting(message -> message.role() + message.extra().keySet())
        .containsExactly("user[]", "assistant[tool_calls]", "tool[tool_call_id]");
    assertThat(plan.turns().get(0).recordedAnswer()).isEqualTo("It is dry today.");
    assertThat(plan.turns().get(1).recordedAnswer()).isNull();
    // An answer that is there tells a length, and else the record's limit does.
    assertThat(targets(plan)).containsExactly(TOKENIZER.count("It is dry today."), 33);
    assertThat(plan.turns()).allMatch(turn -> turn.prompt().body().containsKey("temperature"));
  }

  @Test
  void answersInARowAreOneAndNothingSaidIsTheEnd() throws IOException {
    ConversationPlan plan =
        written(
            """
            {"conversations": [{"from": "system", "value": "S"}, {"from": "human", "value": "a"},
             {"from": "gpt", "value": "b"}, {"from": "gpt", "value": "c"},
             {"from": "human", "value": "d"}, {"from": "human", "value": "e"},
             {"from": "gpt", "value": "f"}, {"from": "human", "value": "  "},
             {"from": "gpt", "value": "g"}, {"from": "human", "value": "h"}]}
            """
                .replace("\n", ""));

    assertThat(plan.systemPrompt()).isEqualTo("S");
    assertThat(plan.turns()).extracting(UserTurn::recordedAnswer).containsExactly("b\nc", "f");
    assertThat(plan.turns().get(1).prompt().messages())
        .extracting(Message::text)
        .containsExactly("d", "e");
  }

  @Test
  void aRecordOfOneRequestIsAConversationOfOneTurn() throws IOException {
    ConversationPlan plan = written("{\"text\": \"Say one.\", \"tokenCount\": 3}");

    assertThat(plan.turns()).hasSize(1);
    Prompt prompt = plan.turns().get(0).prompt();
    assertThat(prompt.tokenCount()).isEqualTo(3);
    assertThat(prompt.outputTokenTarget()).isEqualTo(256);
  }

  @Test
  void itsUserIsToldOfWhatIsNoConversationAndOfWhatRepeats() {
    Path lines = DatasetPromptsTest.resource("lines.txt");
    assertThat(of(lines, SERVERS).notes(OptionalInt.empty()))
        .containsExactly(
            lines + " has no record of two turns or more: each conversation is a single request");
    assertThat(shareGpt(SERVERS).notes(OptionalInt.of(3)))
        .singleElement()
        .asString()
        .contains("of 3 records were left out 1 without a turn of a person");
    assertThat(shareGpt(SERVERS).notes(OptionalInt.of(4)))
        .last()
        .asString()
        .endsWith(
            "sharegpt.json has 2 conversations of about 3 turns in all for up to 4 requests: they"
                + " repeat, and servers with a prefix cache answer what repeats sooner");
  }

  @Test
  void meansHaveTheHistory() {
    DatasetConversations.Means means = shareGpt(SERVERS).means();

    int first = TOKENIZER.count("How are you?");
    int answer = TOKENIZER.count("I am well, thank you.");
    int second = TOKENIZER.count("And now?");
    int other = TOKENIZER.count("Say \"what\"?");
    assertThat(means.turns()).isEqualTo(1.5);
    assertThat(means.inputTokens())
        .isEqualTo((first + (first + answer + second) + other) / 3.0, offset(1e-9));
    assertThat(means.outputTokens())
        .isEqualTo(
            (answer + TOKENIZER.count("Still.") + TOKENIZER.count("Yes.")) / 3.0, offset(1e-9));
  }

  @Test
  void theFirstTurnIsCountedWithTheSystemMessageAndByWhomIsKnown() throws IOException {
    ConversationPlan plan =
        written(
            "{\"messages\": [{\"role\": \"system\", \"content\": \"Be brief.\"},"
                + " {\"role\": \"user\", \"content\": \"Hi.\"},"
                + " {\"role\": \"assistant\", \"content\": \"Hello.\"},"
                + " {\"role\": \"user\", \"content\": \"And?\"}]}");

    assertThat(plan.systemPrompt()).isEqualTo("Be brief.");
    assertThat(plan.turns())
        .extracting(turn -> turn.prompt().tokenCount())
        .containsExactly(
            TOKENIZER.count("Be brief.") + TOKENIZER.count("Hi."), TOKENIZER.count("And?"));
    assertThat(plan.turns()).allMatch(turn -> turn.prompt().tokenizer().equals(TOKENIZER.name()));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
  void aTurnThatWasNeverHeldIsNotSentAgain(long seed) {
    Manner drawn = new Manner(ThinkTime.NONE, true, TokenLength.uniform(1, 2), seed);
    DatasetConversations held = shareGpt(drawn);

    Set<String> seen = new HashSet<>();
    for (long index = 0; index < 20; index++) {
      StringBuilder history = new StringBuilder();
      for (UserTurn turn : held.conversation(index).turns()) {
        history.append(turn.prompt().text()).append('|');
        assertThat(turn.prompt().reuse().resent()).isEqualTo(!seen.add(history.toString()));
      }
    }
    assertThat(seen).contains("How are you?|And now?|");
  }
}
