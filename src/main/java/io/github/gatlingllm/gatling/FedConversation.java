package io.github.gatlingllm.gatling;

import io.gatling.core.session.Session;
import io.github.gatlingllm.prompt.Conversation;
import io.github.gatlingllm.prompt.ConversationPlan;
import io.github.gatlingllm.prompt.UserTurn;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** The conversation that a feeder left in a session, and the one that the session is in. */
public final class FedConversation {

  /** The session attribute under which a feeder leaves its {@link ConversationPlan}. */
  public static final String ATTRIBUTE = "gatlingllm.conversation";

  private FedConversation() {}

  /**
   * The conversation that is to be held.
   *
   * @throws IllegalArgumentException if no feeder left one
   */
  static ConversationPlan of(Session session) {
    Option<Object> fed = session.attributes().get(ATTRIBUTE);
    if (fed.isDefined() && fed.get() instanceof ConversationPlan plan) {
      return plan;
    }
    throw new IllegalArgumentException(
        "no conversation was fed: .fedTurn() needs a feeder before it, such as"
            + " feed(conversations())");
  }

  /**
   * The turn that comes next.
   *
   * @throws IllegalArgumentException if there is none
   */
  static UserTurn next(ConversationPlan plan, Conversation until, String attribute) {
    if (until.turnsBegun() >= plan.turns().size()) {
      throw new IllegalArgumentException(
          "the fed conversation has "
              + plan.turns().size()
              + " turns, and all were begun: feed another one after startConversation(\""
              + attribute
              + "\")");
    }
    return plan.turns().get(until.turnsBegun());
  }

  /**
   * The conversation that a session is in, or null before its first turn.
   *
   * @throws IllegalArgumentException if the attribute holds something else
   */
  static @Nullable Conversation in(Session session, String attribute) {
    Option<Object> held = session.attributes().get(attribute);
    if (held.isEmpty()) {
      return null;
    }
    if (held.get() instanceof Conversation conversation) {
      return conversation;
    }
    throw new IllegalArgumentException(
        "the session attribute \""
            + attribute
            + "\" holds something else than a conversation; give conversation() a name of its own");
  }
}
