package io.github.gatlingllm.javaapi;

import io.gatling.commons.validation.Validation;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.internal.Expressions;
import io.github.gatlingllm.gatling.LlmRequestActionBuilder;
import io.github.gatlingllm.gatling.LlmRequestAttributes;
import io.github.gatlingllm.gatling.LlmRequestAttributes.MessageExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import scala.Function1;

/** A request of a scenario. Immutable: every method returns a new one. */
public final class LlmRequestBuilder implements ActionBuilder {

  private final LlmRequestAttributes attributes;

  private LlmRequestBuilder(LlmRequestAttributes attributes) {
    this.attributes = attributes;
  }

  static LlmRequestBuilder named(
      Function1<io.gatling.core.session.Session, Validation<String>> name) {
    return new LlmRequestBuilder(new LlmRequestAttributes(name, null, List.of(), null, List.of()));
  }

  /** A message of the user; Gatling EL. */
  public LlmRequestBuilder user(String text) {
    return message("user", text);
  }

  /** A message of the user, by session. */
  public LlmRequestBuilder user(Function<Session, String> text) {
    return message("user", text);
  }

  /** The system message, in place of the protocol's; Gatling EL. */
  public LlmRequestBuilder system(String text) {
    return withSystem(Expressions.toStringExpression(text));
  }

  /** The system message, in place of the protocol's, by session. */
  public LlmRequestBuilder system(Function<Session, String> text) {
    return withSystem(Expressions.javaFunctionToExpression(text));
  }

  /**
   * A message of any role, after those before it.
   *
   * @param role {@code user}, {@code assistant}, {@code tool}, …
   * @param text what is said; Gatling EL
   */
  public LlmRequestBuilder message(String role, String text) {
    return withMessage(role, Expressions.toStringExpression(text));
  }

  /**
   * A message of any role, after those before it, by session.
   *
   * @param role {@code user}, {@code assistant}, {@code tool}, …
   * @param text what is said
   */
  public LlmRequestBuilder message(String role, Function<Session, String> text) {
    return withMessage(role, Expressions.javaFunctionToExpression(text));
  }

  /** The most output tokens asked for, 1 or more. */
  public LlmRequestBuilder maxTokens(int limit) {
    return withMaxTokens(Expressions.toStaticValueExpression((Object) limit));
  }

  /** The most output tokens asked for; Gatling EL of a whole number. */
  public LlmRequestBuilder maxTokens(String limit) {
    return withMaxTokens(Expressions.toIntExpression(limit));
  }

  /** The most output tokens asked for, by session. */
  public LlmRequestBuilder maxTokens(Function<Session, Integer> limit) {
    return withMaxTokens(Expressions.javaIntegerFunctionToExpression(limit));
  }

  /**
   * What an answer that came in full must stand, ours or Gatling's: body checks look at the
   * answer's visible text. An answer that fails a check is KO for Gatling.
   *
   * @throws IllegalArgumentException when the scenario is built, if a check does not work on an
   *     answer
   */
  public LlmRequestBuilder check(CheckBuilder... checks) {
    return check(List.of(checks));
  }

  /** As {@link #check(CheckBuilder...)}. */
  public LlmRequestBuilder check(List<CheckBuilder> checks) {
    List<CheckBuilder> all = new ArrayList<>(attributes.checks());
    all.addAll(checks);
    return new LlmRequestBuilder(
        new LlmRequestAttributes(
            attributes.name(),
            attributes.systemPrompt(),
            attributes.messages(),
            attributes.maxTokens(),
            List.copyOf(all)));
  }

  private LlmRequestBuilder withSystem(
      Function1<io.gatling.core.session.Session, Validation<String>> text) {
    return new LlmRequestBuilder(
        new LlmRequestAttributes(
            attributes.name(),
            text,
            attributes.messages(),
            attributes.maxTokens(),
            attributes.checks()));
  }

  private LlmRequestBuilder withMessage(
      String role, Function1<io.gatling.core.session.Session, Validation<String>> text) {
    List<MessageExpression> all = new ArrayList<>(attributes.messages());
    all.add(new MessageExpression(role, text));
    return new LlmRequestBuilder(
        new LlmRequestAttributes(
            attributes.name(),
            attributes.systemPrompt(),
            List.copyOf(all),
            attributes.maxTokens(),
            attributes.checks()));
  }

  private LlmRequestBuilder withMaxTokens(
      Function1<io.gatling.core.session.Session, Validation<Object>> limit) {
    return new LlmRequestBuilder(
        new LlmRequestAttributes(
            attributes.name(),
            attributes.systemPrompt(),
            attributes.messages(),
            limit,
            attributes.checks()));
  }

  @Override
  public io.gatling.core.action.builder.ActionBuilder asScala() {
    return new LlmRequestActionBuilder(attributes).asScala();
  }
}
