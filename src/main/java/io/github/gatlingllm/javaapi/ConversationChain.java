package io.github.gatlingllm.javaapi;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.Session;
import io.github.gatlingllm.gatling.FedConversation;
import io.github.gatlingllm.prompt.Conversation;
import io.github.gatlingllm.prompt.ConversationPlan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The steps in which a fed conversation is held. */
final class ConversationChain {

  private ConversationChain() {}

  /**
   * Bounded by the turns that are planned, so that one that cannot be sent makes no endless loop.
   */
  static ChainBuilder of(String attribute, LlmRequestBuilder turn) {
    LlmRequestBuilder request = turn.conversation(attribute).fedTurn();
    return LlmDsl.startConversation(attribute)
        .repeat(ConversationChain::turns, attribute + ".turn")
        .on(
            CoreDsl.doIf(session -> goesOn(session, attribute))
                .then(CoreDsl.pause(session -> thinkTime(session, attribute)).exec(request)));
  }

  /** One where none was fed: its request then tells what is missing. */
  private static int turns(Session session) {
    ConversationPlan plan = plan(session);
    return plan == null ? 1 : plan.turns().size();
  }

  /** A user whose turn failed does not act as if it had been answered. */
  private static boolean goesOn(Session session, String attribute) {
    Conversation until = until(session, attribute);
    return until == null || until.isWhole();
  }

  private static Duration thinkTime(Session session, String attribute) {
    ConversationPlan plan = plan(session);
    Conversation until = until(session, attribute);
    int next = until == null ? 0 : until.turnsBegun();
    return plan == null || next >= plan.turns().size()
        ? Duration.ZERO
        : plan.turns().get(next).thinkTime();
  }

  private static @Nullable ConversationPlan plan(Session session) {
    return session.contains(FedConversation.ATTRIBUTE)
        ? session.get(FedConversation.ATTRIBUTE)
        : null;
  }

  private static @Nullable Conversation until(Session session, String attribute) {
    return session.contains(attribute) ? session.get(attribute) : null;
  }
}
