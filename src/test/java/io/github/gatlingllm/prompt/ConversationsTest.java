package io.github.gatlingllm.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.prompt.ListedConversations.Recorded;
import io.github.gatlingllm.prompt.ListedConversations.RecordedTurn;
import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What conversations are made of, and what is remembered of one. */
class ConversationsTest {

  private static final Tokenizer O200K = Tokenizers.named("o200k_base");

  private static SyntheticConversations synthetic(TokenLength turns, int system, long seed) {
    return new SyntheticConversations(
        turns,
        SyntheticPrompts.of(O200K, TokenLength.constant(80), TokenLength.constant(9), seed),
        TokenLength.constant(30),
        ThinkTime.exponential(Duration.ofSeconds(2)),
        system,
        seed);
  }

  @Test
  void syntheticOnesHaveExactLengthsAndNeverRepeatAText() {
    SyntheticConversations source = synthetic(TokenLength.normal(5, 2), 40, 3);
    Set<String> texts = new HashSet<>();
    int turns = 0;
    for (int i = 0; i < 50; i++) {
      ConversationPlan plan = source.conversation(i);
      assertThat(plan).isEqualTo(synthetic(TokenLength.normal(5, 2), 40, 3).conversation(i));
      assertThat(plan.systemPrompt()).isNotNull();
      assertThat(O200K.count(plan.systemPrompt())).isEqualTo(40);
      texts.add(plan.systemPrompt());
      for (int turn = 0; turn < plan.turns().size(); turn++) {
        UserTurn said = plan.turns().get(turn);
        assertThat(said.prompt().tokenCount()).isEqualTo(turn == 0 ? 80 : 30);
        assertThat(said.prompt().outputTokenTarget()).isEqualTo(9);
        assertThat(said.thinkTime().isZero()).isEqualTo(turn == 0);
        texts.add(said.prompt().text());
        turns++;
      }
    }
    assertThat(texts).hasSize(turns + 1);
    assertThat(turns).isBetween(150, 350);
    assertThat(synthetic(TokenLength.constant(2), 0, 3).conversation(0).systemPrompt()).isNull();
    assertThat(synthetic(TokenLength.constant(2), 0, 4).conversation(0))
        .isNotEqualTo(synthetic(TokenLength.constant(2), 0, 3).conversation(0));
  }

  @Test
  void whatNoConversationCanHaveIsRefused() {
    assertThatThrownBy(() -> synthetic(TokenLength.constant(1025), 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("turns: a mean of 1025.0; accepted: at most 1024");
    assertThatThrownBy(() -> synthetic(TokenLength.constant(1), -1, 0))
        .hasMessage("systemTokens is -1; accepted: 0 or more");
    assertThatThrownBy(() -> new ConversationPlan(0, null, List.of()))
        .hasMessage("a conversation of 0 turns; accepted: 1 to 1024");
    assertThatThrownBy(() -> synthetic(TokenLength.constant(1), 0, 0).conversation(-1))
        .hasMessage("a conversation's index must be 0 or more, but is -1");
  }

  private static RecordedTurn said(String text, String answer) {
    return new RecordedTurn(new Prompt(0, text, Prompt.UNKNOWN, Prompt.UNKNOWN), answer);
  }

  @Test
  void listedOnesComeInTheirOrderAndThenAgain() {
    List<Recorded> written =
        List.of(
            new Recorded("be brief", List.of(said("a", "b"), said("c", null))),
            new Recorded(null, List.of(said("d", "e"))));
    ThinkTime thinkTime = ThinkTime.constant(Duration.ofSeconds(1));
    ListedConversations real = new ListedConversations(written, false, thinkTime, 0);
    ListedConversations recorded = new ListedConversations(written, true, thinkTime, 0);

    assertThat(texts(real.conversation(0))).containsExactly("a", "c");
    assertThat(texts(real.conversation(1))).containsExactly("d");
    assertThat(texts(real.conversation(2))).containsExactly("a", "c");
    assertThat(real.conversation(0).systemPrompt()).isEqualTo("be brief");
    assertThat(real.conversation(0).turns()).allMatch(turn -> turn.recordedAnswer() == null);
    assertThat(real.conversation(0).turns().get(1).thinkTime()).isEqualTo(Duration.ofSeconds(1));
    assertThat(recorded.conversation(0).turns().get(0).recordedAnswer()).isEqualTo("b");
    assertThatThrownBy(() -> new ListedConversations(List.of(), false, thinkTime, 0))
        .hasMessage("there are no conversations; give at least one");
    assertThatThrownBy(
            () ->
                new ListedConversations(
                    List.of(new Recorded(null, List.of(said("a", null), said("b", null)))),
                    true,
                    thinkTime,
                    0))
        .hasMessageStartingWith("conversation 0 lacks a recorded answer");
  }

  private static List<String> texts(ConversationPlan plan) {
    return plan.turns().stream().map(turn -> turn.prompt().text()).toList();
  }

  @Test
  void thinkTimesHaveTheMeanAndDeviationAskedFor() {
    assertThat(mean(ThinkTime.exponential(Duration.ofSeconds(2)))).isBetween(1.95, 2.05);
    ThinkTime lognormal = ThinkTime.logNormal(Duration.ofSeconds(2), Duration.ofSeconds(1));
    assertThat(mean(lognormal)).isBetween(1.95, 2.05);
    double[] drawn = draws(lognormal);
    double squares = IntStream.range(0, drawn.length).mapToDouble(i -> drawn[i] * drawn[i]).sum();
    assertThat(Math.sqrt(squares / drawn.length - 4)).isBetween(0.9, 1.1);
    assertThat(ThinkTime.constant(Duration.ZERO).sample(Seeds.random(0, 0))).isZero();
    assertThat(ThinkTime.logNormal(Duration.ofMinutes(50), Duration.ofMinutes(60)).mean())
        .isEqualTo(Duration.ofMinutes(50));
    assertThat(Arrays.stream(draws(ThinkTime.exponential(Duration.ofMinutes(60)))).boxed())
        .allSatisfy(seconds -> assertThat(seconds).isLessThanOrEqualTo(3600));
    assertThatThrownBy(() -> ThinkTime.exponential(Duration.ZERO))
        .hasMessage("the mean of thinkTime is PT0S; accepted: above 0 to PT1H");
    assertThatThrownBy(() -> ThinkTime.constant(Duration.ofMinutes(61)))
        .hasMessage("thinkTime is PT1H1M; accepted: from 0 to PT1H");
  }

  private static double mean(ThinkTime thinkTime) {
    return Arrays.stream(draws(thinkTime)).average().orElse(0);
  }

  private static double[] draws(ThinkTime thinkTime) {
    return IntStream.range(0, 20_000)
        .mapToDouble(i -> thinkTime.sample(Seeds.random(5, i)).toNanos() / 1e9)
        .toArray();
  }

  @Test
  void aConversationRemembersWhatWasAnsweredAndNothingElse() {
    Conversation first = Conversation.begun("id");
    List<Message> question = List.of(new Message("user", "question"));
    Conversation second = first.answered(question, "answer", new Usage(50, 5, -1, 40));
    Conversation third = second.failed();
    Conversation fourth = third.answered(question, "more", new Usage(100, 5, -1, 80));
    Conversation untold = fourth.answered(question, "more", new Usage(100, 5, -1, -1));

    assertThat(second.messages()).extracting(Message::text).containsExactly("question", "answer");
    assertThat(second.messages()).extracting(Message::role).containsExactly("user", "assistant");
    assertThat(third.messages()).isEqualTo(second.messages());
    assertThat(second.isWhole()).isTrue();
    assertThat(third.isWhole()).isFalse();
    // The first turn's tokens say nothing of what a conversation gains.
    assertThat(third.next(5, 7)).isEqualTo(new Turn("id", 3, 5, 7, 0, 0, false));
    assertThat(untold.next(0, 0)).isEqualTo(new Turn("id", 5, 0, 0, 100, 80, false));
    assertThatThrownBy(() -> second.endedBecause("of that").next(0, 0))
        .hasMessage("the conversation cannot go on: of that");
  }

  @Test
  void whatTheServerHadIsKnownByItsOwnCounts() {
    Conversation first = Conversation.begun("id");
    List<Message> question = List.of(new Message("user", "question"));
    Usage usage = new Usage(50, 12, 7, 40);

    assertThat(first.sentTokens()).isEqualTo(Prompt.UNKNOWN);
    // Of 12 tokens 7 were reasoning, which is not sent back.
    assertThat(first.answered(question, "answer", usage).sentTokens()).isEqualTo(55);
    assertThat(first.answered(question, "answer", usage).failed().sentTokens()).isEqualTo(55);
    assertThat(first.answeredInstead(question, "then", usage).sentTokens()).isEqualTo(50);
    assertThat(first.answeredInstead(question, "then", usage).messages().get(1).text())
        .isEqualTo("then");
    assertThat(first.answered(question, "answer", Usage.NONE).sentTokens())
        .isEqualTo(Prompt.UNKNOWN);
  }

  @Test
  void theSystemMessageOfAllIsSentOnPurposeAgain() {
    SyntheticConversations source = synthetic(TokenLength.constant(2), 40, 3);

    assertThat(source.conversation(0).turns().get(0).prompt().reuse()).isEqualTo(PromptReuse.NONE);
    assertThat(source.conversation(1).turns().get(0).prompt().reuse())
        .isEqualTo(new PromptReuse(false, 40, PromptReuse.NO_GROUP));
    assertThat(synthetic(TokenLength.constant(2), 0, 3).conversation(1).turns())
        .allMatch(turn -> turn.prompt().reuse().equals(PromptReuse.NONE));
  }

  @Test
  void aConversationHasABound() {
    Conversation conversation = Conversation.begun("id");
    for (int turn = 0; turn < Conversation.MAX_TURNS; turn++) {
      conversation = conversation.failed();
    }
    Conversation full = conversation;
    assertThatThrownBy(() -> full.next(0, 0))
        .hasMessage("the conversation has 1024 turns, the most there are; begin another");
  }
}
