package io.github.gatlingllm.gatling;

import static io.github.gatlingllm.gatling.Expressions.resolve;

import io.gatling.commons.validation.Validation;
import io.gatling.core.session.Session;
import io.gatling.http.client.Request;
import io.github.gatlingllm.api.HttpCall;
import io.github.gatlingllm.api.LlmRequest;
import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.Turn;
import io.github.gatlingllm.record.PromptSent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
    Prompt fed = attributes.fed() ? FedPrompt.of(session) : null;
    LlmRequest request = request(session, fed);
    HttpCall call = CallHeaders.addedTo(protocol.api().encode(request), protocol, session);
    Request http = transport.request(name, call, session.eventLoop());
    return new PreparedRequest(
        session,
        name,
        http,
        promptSent(request, session, fed),
        FedPrompt.original(session),
        CallHeaders.redaction(call).with(RequestSignature.secrets(http)));
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

  private LlmRequest request(Session session, @Nullable Prompt fed) {
    return new LlmRequest(
        resolve(protocol.model(), session),
        messages(session, fed),
        maxTokens(session, fed),
        protocol.streaming(),
        protocol.includeUsage(),
        body(fed));
  }

  private List<Message> messages(Session session, @Nullable Prompt fed) {
    List<Message> messages = new ArrayList<>();
    Function1<Session, Validation<String>> system =
        attributes.systemPrompt() == null ? protocol.systemPrompt() : attributes.systemPrompt();
    if (system != null && !(fed != null && fed.hasSystemMessage())) {
      messages.add(new Message("system", resolve(system, session)));
    }
    if (fed != null) {
      messages.addAll(fed.messages());
    }
    attributes
        .messages()
        .forEach(m -> messages.add(new Message(m.role(), resolve(m.content(), session))));
    return messages;
  }

  private OptionalInt maxTokens(Session session, @Nullable Prompt fed) {
    if (attributes.maxTokens() == null) {
      return fed == null || fed.outputTokenTarget() == Prompt.UNKNOWN
          ? OptionalInt.empty()
          : OptionalInt.of(fed.outputTokenTarget());
    }
    int limit = (Integer) resolve(attributes.maxTokens(), session);
    if (limit < 1) {
      throw new IllegalArgumentException("maxTokens is " + limit + "; accepted: 1 or more");
    }
    return OptionalInt.of(limit);
  }

  private Map<String, Object> body(@Nullable Prompt fed) {
    if (fed == null || fed.body().isEmpty()) {
      return protocol.extraBody();
    }
    Map<String, Object> body = new LinkedHashMap<>(protocol.extraBody());
    body.putAll(fed.body());
    return body;
  }

  private PromptSent promptSent(LlmRequest request, Session session, @Nullable Prompt fed) {
    List<Message> messages = request.messages();
    String text = messages.isEmpty() ? "" : messages.get(messages.size() - 1).text();
    int asked = request.maxTokens().orElse(Prompt.UNKNOWN);
    // A fed prompt with messages of the scenario behind it is longer than what was counted.
    boolean counted = fed == null || attributes.messages().isEmpty();
    Prompt known = fed == null ? FedPrompt.ofText(session, text) : fed;
    if (known == null || !counted) {
      return new PromptSent(text, Prompt.UNKNOWN, asked);
    }
    return new PromptSent(
        text, known.tokenCount(), known.inputTokenTarget(), asked, known.reuse(), Turn.NONE);
  }
}
