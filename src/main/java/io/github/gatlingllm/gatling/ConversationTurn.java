package io.github.gatlingllm.gatling;

import io.gatling.core.session.Session;
import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.Conversation;
import io.github.gatlingllm.prompt.ConversationPlan;
import io.github.gatlingllm.prompt.PromptReuse;
import io.github.gatlingllm.prompt.Turn;
import io.github.gatlingllm.prompt.UserTurn;
import io.github.gatlingllm.stream.StreamResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as a turn of a conversation.
 *
 * @param attribute the session attribute that holds the conversation
 * @param before the conversation until now
 * @param turn the request's place in it
 * @param plan the fed conversation, or null where the request says all itself
 */
record ConversationTurn(
    String attribute, Conversation before, Turn turn, @Nullable ConversationPlan plan) {

  /** The next one, of a request that is in a conversation, else null. */
  static @Nullable ConversationTurn next(LlmRequestAttributes attributes, Session session) {
    String attribute = attributes.conversation();
    if (attribute == null) {
      return null;
    }
    Conversation held = FedConversation.in(session, attribute);
    Conversation before = held == null ? Conversation.begun(RandomId.next()) : held;
    if (!attributes.fedTurn()) {
      return new ConversationTurn(attribute, before, before.next(0, 0), null);
    }
    ConversationPlan plan = FedConversation.of(session);
    UserTurn fed = FedConversation.next(plan, before, attribute);
    Turn turn = before.next(plan.turns().size(), fed.thinkTime().toNanos());
    return new ConversationTurn(
        attribute, before, fed.recordedAnswer() == null ? turn : turn.withAnswerGiven(), plan);
  }

  /** Whether the user is to think before one of the turns of the fed conversation. */
  boolean thinks() {
    return plan != null && plan.hasThinkTime();
  }

  /** What is said by the fed conversation, or null where the request says all itself. */
  @Nullable UserTurn fed() {
    return plan == null ? null : plan.turns().get(before.turnsBegun());
  }

  /** The fed conversation's own system message, or null. */
  @Nullable String systemPrompt() {
    return plan == null ? null : plan.systemPrompt();
  }

  /**
   * The session once the request has ended: with what was said and answered, if the answer is there
   * as a whole and passed its checks, and else as if nothing had been said.
   *
   * @param said what the request said beside the history and system messages
   * @param passed whether the answer came in full and passed its checks
   */
  Session ended(Session session, List<Message> said, boolean passed, StreamResult result) {
    return session.set(attribute, after(said, passed, result));
  }

  /**
   * What of the request was sent before on purpose: all of it if its prompt says so of a whole
   * history, else what the server had in the last answered turn, if it told how much that was.
   *
   * @param known what is said now
   */
  PromptReuse reuse(PromptReuse known) {
    if (before.messages().isEmpty() || known.resent()) {
      return known;
    }
    return before.sentTokens() > 0
        ? new PromptReuse(false, before.sentTokens(), PromptReuse.NO_GROUP)
        : PromptReuse.NONE;
  }

  private Conversation after(List<Message> said, boolean passed, StreamResult result) {
    if (!passed) {
      return before.failed();
    }
    UserTurn asked = fed();
    String recorded = asked == null ? null : asked.recordedAnswer();
    if (recorded == null && result.textTruncated()) {
      return before.endedBecause(
          "of the answer to an earlier turn only the start was kept (reporter.maxAnswerChars)");
    }
    return recorded == null
        ? before.answered(said, result.text(), result.usage())
        : before.answeredInstead(said, recorded, result.usage());
  }
}
