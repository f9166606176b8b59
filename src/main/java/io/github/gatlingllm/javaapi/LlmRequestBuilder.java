package io.github.gatlingllm.javaapi;

import io.gatling.commons.validation.Validation;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.internal.Converters;
import io.gatling.javaapi.core.internal.Expressions;
import io.github.gatlingllm.api.Rerank;
import io.github.gatlingllm.gatling.Leaving;
import io.github.gatlingllm.gatling.LlmRequestActionBuilder;
import io.github.gatlingllm.gatling.LlmRequestAttributes;
import io.github.gatlingllm.gatling.LlmRequestAttributes.MessageExpression;
import io.github.gatlingllm.gatling.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.collection.immutable.Seq;

/** A request of a scenario. Immutable: every method returns a new one. */
public final class LlmRequestBuilder implements ActionBuilder {

  private final LlmRequestAttributes attributes;

  private LlmRequestBuilder(LlmRequestAttributes attributes) {
    this.attributes = attributes;
  }

  static LlmRequestBuilder named(
      Function1<io.gatling.core.session.Session, Validation<String>> name) {
    return new LlmRequestBuilder(
        new LlmRequestAttributes(
            name,
            null,
            false,
            List.of(),
            null,
            null,
            null,
            false,
            List.of(),
            Timeouts.NONE,
            Leaving.NEVER));
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

  /**
   * Texts that are each answered with a vector or a score, for {@link Llm#openAiEmbeddings} and its
   * like.
   *
   * @param texts Gatling EL of a list of texts, such as {@code #{inputs}}
   */
  public LlmRequestBuilder inputs(String texts) {
    return withInputs(Expressions.toSeqExpression(texts));
  }

  /** Texts that are each answered with a vector or a score. */
  public LlmRequestBuilder inputs(List<String> texts) {
    return withInputs(Expressions.toStaticValueExpression(Converters.toScalaSeq(texts)));
  }

  /** Texts that are each answered with a vector or a score, by session. */
  public LlmRequestBuilder inputs(Function<Session, List<String>> texts) {
    return withInputs(Expressions.javaListFunctionToExpression(texts));
  }

  /** What inputs are ranked by, for {@link Llm#rerank} and its like; Gatling EL. */
  public LlmRequestBuilder query(String text) {
    return message(Rerank.QUERY, text);
  }

  /** What inputs are ranked by, by session. */
  public LlmRequestBuilder query(Function<Session, String> text) {
    return message(Rerank.QUERY, text);
  }

  /**
   * The prompt that a feeder of this package left in the session, as it is: its messages, the
   * output tokens that it asks for (unless {@link #maxTokens} is called), and further keys of the
   * body. A system message of its own takes the place of the protocol's.
   */
  public LlmRequestBuilder fedPrompt() {
    return with(edit -> edit.fed = true);
  }

  /**
   * Makes the request a turn of a conversation: after the system message all that was said before
   * is sent, and then the request's own messages. Once the answer is there in full and has passed
   * its checks, both are remembered: the visible text of what the server really said, without
   * reasoning and calls of tools. Else nothing of the turn is remembered.
   *
   * <p>A conversation of which only the start of an answer was kept ({@code maxAnswerChars}) cannot
   * go on: its next request is not sent, and is counted as such.
   *
   * @param attribute the session attribute that holds the conversation, a {@link
   *     io.github.gatlingllm.prompt.Conversation}; where there is none, a new one begins. {@link
   *     LlmDsl#startConversation} has another one begin
   */
  public LlmRequestBuilder conversation(String attribute) {
    return with(edit -> edit.conversation = attribute);
  }

  /**
   * What the user says next in the conversation that a feeder such as {@link LlmDsl#conversations}
   * left in the session, and the output tokens that it asks for (unless {@link #maxTokens} is
   * called). Only with {@link #conversation}.
   */
  public LlmRequestBuilder fedTurn() {
    return with(edit -> edit.fedTurn = true);
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
    return with(edit -> edit.checks.addAll(checks));
  }

  /** The limit on the whole request, in place of the protocol's. */
  public LlmRequestBuilder timeout(Duration limit) {
    return with(edit -> edit.timeouts = edit.timeouts.withTotal(limit));
  }

  /** The limit on opening a connection, in place of the protocol's. */
  public LlmRequestBuilder connectTimeout(Duration limit) {
    return with(edit -> edit.timeouts = edit.timeouts.withConnect(limit));
  }

  /** The limit on the time to the first output, in place of the protocol's. */
  public LlmRequestBuilder firstTokenTimeout(Duration limit) {
    return with(edit -> edit.timeouts = edit.timeouts.withFirstToken(limit));
  }

  /** The limit between two events, in place of the protocol's. */
  public LlmRequestBuilder idleTimeout(Duration limit) {
    return with(edit -> edit.timeouts = edit.timeouts.withIdle(limit));
  }

  /**
   * When the user leaves before the end of the answer, such as {@link LlmDsl#afterTokens}: the
   * request is then {@code cancelled}, which is no error.
   */
  public LlmRequestBuilder leave(Leaving leaving) {
    return with(edit -> edit.leaving = leaving);
  }

  private LlmRequestBuilder withSystem(
      Function1<io.gatling.core.session.Session, Validation<String>> text) {
    return with(edit -> edit.systemPrompt = text);
  }

  private LlmRequestBuilder withMessage(
      String role, Function1<io.gatling.core.session.Session, Validation<String>> text) {
    return with(edit -> edit.messages.add(new MessageExpression(role, text)));
  }

  private LlmRequestBuilder withInputs(
      Function1<io.gatling.core.session.Session, Validation<Seq<String>>> texts) {
    return with(edit -> edit.inputs = texts);
  }

  private LlmRequestBuilder withMaxTokens(
      Function1<io.gatling.core.session.Session, Validation<Object>> limit) {
    return with(edit -> edit.maxTokens = limit);
  }

  private interface Change {
    void on(Edit edit);
  }

  private LlmRequestBuilder with(Change change) {
    Edit edit = new Edit(attributes);
    change.on(edit);
    return new LlmRequestBuilder(edit.attributes());
  }

  /** A request while one of its parts is replaced. */
  private static final class Edit {
    private final Function1<io.gatling.core.session.Session, Validation<String>> name;
    private @Nullable Function1<io.gatling.core.session.Session, Validation<String>> systemPrompt;
    private boolean fed;
    private final List<MessageExpression> messages;
    private @Nullable Function1<io.gatling.core.session.Session, Validation<Seq<String>>> inputs;
    private @Nullable Function1<io.gatling.core.session.Session, Validation<Object>> maxTokens;
    private @Nullable String conversation;
    private boolean fedTurn;
    private final List<CheckBuilder> checks;
    private Timeouts timeouts;
    private Leaving leaving;

    Edit(LlmRequestAttributes from) {
      this.name = from.name();
      this.systemPrompt = from.systemPrompt();
      this.fed = from.fed();
      this.messages = new ArrayList<>(from.messages());
      this.inputs = from.inputs();
      this.maxTokens = from.maxTokens();
      this.conversation = from.conversation();
      this.fedTurn = from.fedTurn();
      this.checks = new ArrayList<>(from.checks());
      this.timeouts = from.timeouts();
      this.leaving = from.leaving();
    }

    LlmRequestAttributes attributes() {
      return new LlmRequestAttributes(
          name,
          systemPrompt,
          fed,
          List.copyOf(messages),
          inputs,
          maxTokens,
          conversation,
          fedTurn,
          List.copyOf(checks),
          timeouts,
          leaving);
    }
  }

  @Override
  public io.gatling.core.action.builder.ActionBuilder asScala() {
    return new LlmRequestActionBuilder(attributes).asScala();
  }
}
