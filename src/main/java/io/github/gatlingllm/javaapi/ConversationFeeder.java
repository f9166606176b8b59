package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.api.ContentPart;
import io.github.gatlingllm.gatling.FedConversation;
import io.github.gatlingllm.prompt.ConversationPlan;
import io.github.gatlingllm.prompt.ConversationSource;
import io.github.gatlingllm.prompt.LookAhead;
import io.github.gatlingllm.prompt.PrefixOverlap;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptStream;
import io.github.gatlingllm.prompt.UserTurn;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What a feeder of conversations hands to a session, one record a conversation, without end. */
final class ConversationFeeder implements Iterator<Map<String, Object>> {

  /** Fewer than prompts, since each has many. */
  private static final int LOOK_AHEAD = 64;

  private final LookAhead<ConversationPlan> plans;

  /** Gatling asks a feeder for one record at a time. */
  private final PrefixOverlap overlap = new PrefixOverlap();

  private ConversationFeeder(LookAhead<ConversationPlan> plans) {
    this.plans = plans;
  }

  /** Starts making conversations, ahead of need and off the event loops. */
  static ConversationFeeder open(ConversationSource source) {
    return new ConversationFeeder(
        LookAhead.open(
            source::conversation,
            LOOK_AHEAD,
            PromptStream.defaultThreads(),
            ConversationFeeder::chars));
  }

  /** What follows the first turn is a history, and known to be. */
  private ConversationPlan measured(ConversationPlan plan) {
    UserTurn first = plan.turns().get(0);
    Prompt prompt = overlap.next(first.prompt());
    if (prompt.equals(first.prompt())) {
      return plan;
    }
    List<UserTurn> turns = new ArrayList<>(plan.turns());
    turns.set(0, new UserTurn(prompt, first.thinkTime(), first.recordedAnswer()));
    return new ConversationPlan(plan.index(), plan.systemPrompt(), turns);
  }

  private static long chars(ConversationPlan plan) {
    return plan.turns().stream().mapToLong(ConversationFeeder::chars).sum();
  }

  private static long chars(UserTurn turn) {
    String answer = turn.recordedAnswer();
    return (answer == null ? 0 : answer.length())
        + turn.prompt().messages().stream()
            .flatMap(message -> message.parts().stream())
            .mapToLong(ConversationFeeder::chars)
            .sum();
  }

  private static long chars(ContentPart part) {
    if (part instanceof ContentPart.Text text) {
      return text.text().length();
    }
    return part instanceof ContentPart.Image image ? image.url().length() : 0;
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Map<String, Object> next() {
    ConversationPlan plan = measured(plans.next());
    return Map.of("turns", plan.turns().size(), FedConversation.ATTRIBUTE, plan);
  }
}
