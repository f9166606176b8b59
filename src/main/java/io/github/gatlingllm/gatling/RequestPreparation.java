package io.github.gatlingllm.gatling;

import static io.github.gatlingllm.gatling.Expressions.resolve;

import io.gatling.commons.validation.Validation;
import io.gatling.core.session.Session;
import io.gatling.http.client.Request;
import io.gatling.javaapi.core.internal.Converters;
import io.github.gatlingllm.api.Batch;
import io.github.gatlingllm.api.BodySecrets;
import io.github.gatlingllm.api.LlmRequest;
import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.Original;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptReuse;
import io.github.gatlingllm.prompt.Turn;
import io.github.gatlingllm.record.PromptSent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import scala.Function1;

/** Makes the requests of an action, each of its user's session: all that needs no instant. */
final class RequestPreparation {

  private static final String SYSTEM = "system";

  private final LlmRequestAttributes attributes;
  private final LlmProtocol protocol;
  private final HttpTransport transport;
  private final List<String> secrets;

  RequestPreparation(
      LlmRequestAttributes attributes, LlmProtocol protocol, HttpTransport transport) {
    this.attributes = attributes;
    this.protocol = protocol;
    this.transport = transport;
    this.secrets = CallHeaders.ofAllCalls(protocol);
  }

  /**
   * Makes a request.
   *
   * @throws Expressions.UnresolvedException if the session lacks something
   * @throws IllegalArgumentException if a value is refused
   * @throws RuntimeException from a function of the simulation
   */
  PreparedRequest of(Session session) {
    String name = resolve(attributes.name(), session);
    ConversationTurn turn = ConversationTurn.next(attributes, session);
    if (turn != null && !protocol.api().generates()) {
      throw new IllegalArgumentException(
          "the API " + protocol.api().name() + " holds no conversations: it generates no answers");
    }
    Prompt fed = fed(session, turn);
    List<Message> said = said(session, fed);
    LlmRequest request = request(session, fed, messages(session, fed, said, turn));
    Batch batch = protocol.api().batch(request);
    CallHeaders.Keyed keyed =
        CallHeaders.addedTo(protocol.api().encode(request), protocol, session);
    Request http = transport.request(name, keyed.call(), session.eventLoop());
    return new PreparedRequest(
        session,
        name,
        http,
        sent(request, batch, promptSent(request, session, fed, turn)),
        batch,
        original(request, session, fed, turn),
        keyed
            .redaction()
            .with(secrets)
            .with(fed == null || fed.body().isEmpty() ? List.of() : BodySecrets.in(fed.body()))
            .withLater(() -> RequestSignature.secrets(http)),
        turn,
        said.stream().filter(message -> !isSystem(message)).toList());
  }

  private static PromptSent sent(LlmRequest request, Batch batch, PromptSent prompt) {
    return batch.inputs() == 0
        ? prompt
        : prompt.ofInputs(
            request.messages().stream().map(Message::text).collect(Collectors.joining("\n\n")),
            batch.inputs());
  }

  /** Makes one ahead of its time: a failure belongs to the instant at which it is asked for. */
  Supplier<PreparedRequest> ahead(Session session) {
    try {
      PreparedRequest prepared = of(session);
      return () -> prepared;
    } catch (RuntimeException e) {
      return () -> {
        throw e;
      };
    }
  }

  private @Nullable Prompt fed(Session session, @Nullable ConversationTurn turn) {
    if (turn != null && turn.fed() != null) {
      return turn.fed().prompt();
    }
    return attributes.fed() ? FedPrompt.of(session) : null;
  }

  private LlmRequest request(Session session, @Nullable Prompt fed, List<Message> messages) {
    OptionalInt maxTokens = maxTokens(session, fed);
    return new LlmRequest(
        resolve(protocol.model(), session),
        messages,
        maxTokens,
        protocol.streaming(),
        protocol.includeUsage(),
        RequestBody.of(protocol, fed, maxTokens));
  }

  /** What the request itself says, after all that was said before. */
  private List<Message> said(Session session, @Nullable Prompt fed) {
    List<Message> said = new ArrayList<>();
    if (fed != null) {
      said.addAll(fed.messages());
    }
    attributes
        .messages()
        .forEach(m -> said.add(new Message(m.role(), resolve(m.content(), session))));
    if (attributes.inputs() != null) {
      Converters.toJavaList(resolve(attributes.inputs(), session))
          .forEach(input -> said.add(new Message("user", input)));
    }
    return said;
  }

  private List<Message> messages(
      Session session, @Nullable Prompt fed, List<Message> said, @Nullable ConversationTurn turn) {
    List<Message> messages = new ArrayList<>();
    if (turn != null && turn.systemPrompt() != null) {
      messages.add(new Message(SYSTEM, turn.systemPrompt()));
    } else if (system() != null && !(fed != null && fed.hasSystemMessage())) {
      messages.add(new Message(SYSTEM, resolve(system(), session)));
    }
    if (turn == null) {
      messages.addAll(said);
      return messages;
    }
    said.stream().filter(RequestPreparation::isSystem).forEach(messages::add);
    messages.addAll(turn.before().messages());
    said.stream().filter(message -> !isSystem(message)).forEach(messages::add);
    return messages;
  }

  private static boolean isSystem(Message message) {
    return message.role().equals(SYSTEM);
  }

  private @Nullable Function1<Session, Validation<String>> system() {
    return attributes.systemPrompt() == null ? protocol.systemPrompt() : attributes.systemPrompt();
  }

  private OptionalInt maxTokens(Session session, @Nullable Prompt fed) {
    if (attributes.maxTokens() == null) {
      return fed == null || fed.outputTokenTarget() == Prompt.UNKNOWN || !protocol.api().generates()
          ? OptionalInt.empty()
          : OptionalInt.of(fed.outputTokenTarget());
    }
    int limit = (Integer) resolve(attributes.maxTokens(), session);
    if (limit < 1) {
      throw new IllegalArgumentException("maxTokens is " + limit + "; accepted: 1 or more");
    }
    return OptionalInt.of(limit);
  }

  /** Only of a request that says the fed prompt, and nothing else. */
  private @Nullable Original original(
      LlmRequest request, Session session, @Nullable Prompt fed, @Nullable ConversationTurn turn) {
    if (turn != null || (fed != null && !attributes.messages().isEmpty())) {
      return null;
    }
    Prompt known = fed == null ? FedPrompt.ofMessages(session, request.messages()) : fed;
    return known == null ? null : known.original();
  }

  private static String lastText(LlmRequest request) {
    List<Message> messages = request.messages();
    return messages.isEmpty() ? "" : messages.get(messages.size() - 1).text();
  }

  private PromptSent promptSent(
      LlmRequest request, Session session, @Nullable Prompt fed, @Nullable ConversationTurn turn) {
    String text = lastText(request);
    int asked = request.maxTokens().orElse(Prompt.UNKNOWN);
    Turn place = turn == null ? Turn.NONE : turn.turn();
    // A fed prompt with messages before or behind it is longer than what was counted.
    boolean counted =
        (fed == null || attributes.messages().isEmpty())
            && (turn == null || turn.before().messages().isEmpty());
    Prompt known = fed == null ? FedPrompt.ofMessages(session, request.messages()) : fed;
    if (known == null || !counted) {
      PromptReuse own =
          fed == null || !attributes.messages().isEmpty() ? PromptReuse.NONE : fed.reuse();
      PromptReuse reuse = turn == null ? PromptReuse.NONE : turn.reuse(own);
      return new PromptSent(text, Prompt.UNKNOWN, Prompt.UNKNOWN, asked, reuse, place);
    }
    return new PromptSent(
        text,
        known.tokenCount(),
        known.inputTokenTarget(),
        asked,
        known.reuse(),
        place,
        known.tokenizer());
  }
}
