package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.api.ContentPart;
import io.github.gatlingllm.gatling.FedConversation;
import io.github.gatlingllm.prompt.ConversationPlan;
import io.github.gatlingllm.prompt.ConversationSource;
import io.github.gatlingllm.prompt.LookAhead;
import io.github.gatlingllm.prompt.UserTurn;
import java.util.Iterator;
import java.util.Map;

/** What a feeder of conversations hands to a session, one record a conversation, without end. */
final class ConversationFeeder implements Iterator<Map<String, Object>> {

  /** Fewer than prompts, since each has many. */
  private static final int LOOK_AHEAD = 64;

  private final LookAhead<ConversationPlan> plans;

  private ConversationFeeder(LookAhead<ConversationPlan> plans) {
    this.plans = plans;
  }

  /** Starts making conversations, ahead of need and off the event loops. */
  static ConversationFeeder open(ConversationSource source) {
    return new ConversationFeeder(
        LookAhead.open(source::conversation, LOOK_AHEAD, 1, ConversationFeeder::chars));
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
    ConversationPlan plan = plans.next();
    return Map.of("turns", plan.turns().size(), FedConversation.ATTRIBUTE, plan);
  }
}
