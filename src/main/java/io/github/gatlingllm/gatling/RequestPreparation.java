package io.github.gatlingllm.gatling;

import static io.github.gatlingllm.gatling.Expressions.resolve;

import io.gatling.commons.validation.Validation;
import io.gatling.core.session.Session;
import io.github.gatlingllm.api.HttpCall;
import io.github.gatlingllm.api.LlmRequest;
import io.github.gatlingllm.api.LlmRequest.Message;
import io.github.gatlingllm.record.RequestRecord.PromptSent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import scala.Function1;

/** Makes the requests of an action, each of its user's session: all that needs no instant. */
final class RequestPreparation {

  private final LlmRequestAttributes attributes;
  private final LlmProtocol protocol;
  private final HttpTransport transport;

  RequestPreparation(
      LlmRequestAttributes attributes, LlmProtocol protocol, HttpTransport transport) {
    this.attributes = attributes;
    this.protocol = protocol;
    this.transport = transport;
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
    LlmRequest request = request(session);
    HttpCall call = CallHeaders.addedTo(protocol.api().encode(request), protocol, session);
    return new PreparedRequest(
        session,
        name,
        transport.request(name, call, session.eventLoop()),
        promptSent(request, session),
        CallHeaders.redaction(call));
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

  private LlmRequest request(Session session) {
    List<Message> messages = new ArrayList<>();
    Function1<Session, Validation<String>> system =
        attributes.systemPrompt() == null ? protocol.systemPrompt() : attributes.systemPrompt();
    if (system != null) {
      messages.add(new Message("system", resolve(system, session)));
    }
    attributes
        .messages()
        .forEach(m -> messages.add(new Message(m.role(), resolve(m.content(), session))));
    return new LlmRequest(
        resolve(protocol.model(), session),
        messages,
        maxTokens(session),
        protocol.streaming(),
        protocol.includeUsage(),
        protocol.extraBody());
  }

  private OptionalInt maxTokens(Session session) {
    if (attributes.maxTokens() == null) {
      return OptionalInt.empty();
    }
    int limit = (Integer) resolve(attributes.maxTokens(), session);
    if (limit < 1) {
      throw new IllegalArgumentException("maxTokens is " + limit + "; accepted: 1 or more");
    }
    return OptionalInt.of(limit);
  }

  private static PromptSent promptSent(LlmRequest request, Session session) {
    List<Message> messages = request.messages();
    String text = messages.isEmpty() ? "" : messages.get(messages.size() - 1).content();
    int tokens = FedPrompt.tokenCount(session, text);
    return new PromptSent(text, tokens, request.maxTokens().orElse(-1));
  }
}
