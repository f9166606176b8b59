package io.github.gatlingllm.gatling;

import io.gatling.commons.validation.Validation;
import io.gatling.core.session.Session;
import io.gatling.javaapi.core.CheckBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.collection.immutable.Seq;

/**
 * A request as a scenario describes it.
 *
 * @param name its name in reports
 * @param systemPrompt its system message, or nothing to take the protocol's
 * @param fed whether it sends the prompt that a feeder left in the session
 * @param messages its further messages, oldest first, after those of the fed prompt
 * @param inputs its inputs, after those messages, for an API that answers each; or nothing
 * @param maxTokens the most output tokens asked for
 * @param conversation the session attribute that holds the conversation it is a turn of, or null
 * @param fedTurn whether it says the next turn of the conversation that a feeder left in the
 *     session
 * @param checks what its answer must stand
 * @param timeouts its own limits of time, where they differ from the protocol's
 * @param leaving when its user leaves before the end
 */
public record LlmRequestAttributes(
    Function1<Session, Validation<String>> name,
    @Nullable Function1<Session, Validation<String>> systemPrompt,
    boolean fed,
    List<MessageExpression> messages,
    @Nullable Function1<Session, Validation<Seq<String>>> inputs,
    @Nullable Function1<Session, Validation<Object>> maxTokens,
    @Nullable String conversation,
    boolean fedTurn,
    List<CheckBuilder> checks,
    Timeouts timeouts,
    Leaving leaving) {

  /** Refuses a conversation without a name. */
  public LlmRequestAttributes {
    if (conversation != null && conversation.isBlank()) {
      throw new IllegalArgumentException(
          "conversation(\"" + conversation + "\"): give the name of a session attribute");
    }
  }

  /**
   * What cannot be as the scenario describes it.
   *
   * @throws IllegalArgumentException if there is something
   */
  void check() {
    if (fedTurn && conversation == null) {
      throw new IllegalArgumentException(
          "fedTurn() says a turn of a conversation: give conversation(\"…\") too");
    }
    if (fedTurn && fed) {
      throw new IllegalArgumentException(
          "fedTurn() and fedPrompt() both say what is sent: give one of them");
    }
  }

  /** Whether its answer is to have a length, as fed prompts do. */
  boolean asksForLength() {
    return maxTokens != null || fed || fedTurn;
  }

  /**
   * A message whose text is an expression.
   *
   * @param role who speaks
   * @param content what is said
   */
  public record MessageExpression(String role, Function1<Session, Validation<String>> content) {}
}
