package io.github.gatlingllm.gatling;

import static io.github.gatlingllm.gatling.Expressions.resolve;

import io.gatling.commons.util.Clock;
import io.gatling.commons.validation.Failure;
import io.gatling.commons.validation.Validation;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.stats.StatsEngine;
import io.github.gatlingllm.api.HttpCall;
import io.github.gatlingllm.api.LlmRequest;
import io.github.gatlingllm.api.LlmRequest.Message;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.record.RequestRecord.PromptSent;
import io.github.gatlingllm.stream.StreamExchange;
import io.github.gatlingllm.stream.StreamLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import scala.Function1;
import scala.runtime.BoxedUnit;

/** Sends one LLM request of a virtual user. */
final class LlmRequestAction extends JavaRequestAction {

  private final LlmRequestAttributes attributes;
  private final LlmComponents components;
  private final CoreComponents core;
  private final Action next;
  private final StreamLimits limits;
  private final RequestEnding ending;

  LlmRequestAction(
      LlmRequestAttributes attributes, LlmComponents components, CoreComponents core, Action next) {
    this.attributes = attributes;
    this.components = components;
    this.core = core;
    this.next = next;
    this.limits =
        StreamLimits.DEFAULT.withTextChars(
            components.protocol().run().texts().neededChars(!attributes.checks().isEmpty()));
    this.ending = new RequestEnding(components, core.statsEngine(), next, attributes.checks());
  }

  @Override
  public String name() {
    return "llm-request";
  }

  @Override
  public Action next() {
    return next;
  }

  @Override
  public StatsEngine statsEngine() {
    return core.statsEngine();
  }

  @Override
  public Clock clock() {
    return core.clock();
  }

  @Override
  public Function1<Session, Validation<String>> requestName() {
    return attributes.name();
  }

  @Override
  public Validation<BoxedUnit> sendRequest(Session session) {
    long startedNanos = components.run().clock().nanos();
    if (components.run().isTerminated()) {
      return Validation.unit();
    }
    LoadGate gate = components.entrance().gate(session);
    if (gate == null) {
      components.entrance().refused(session, null, startedNanos, this);
      return Validation.unit();
    }
    if (isEarly(gate, session, startedNanos)) {
      return Validation.unit();
    }
    // A closed load's burst is waited for, but it has no schedule that it could be late for.
    long scheduledNanos =
        gate.isClosed() ? startedNanos : ScheduledStart.of(session).orElse(startedNanos);
    Optional<LoadGate.Admission> admission = gate.tryStart(scheduledNanos);
    Session begun = ScheduledStart.taken(session);
    if (admission.isEmpty()) {
      components.entrance().refused(begun, gate, startedNanos, this);
      return Validation.unit();
    }
    Entry entry = new Entry(gate, admission.get(), scheduledNanos, startedNanos);
    try {
      send(begun, entry);
      return Validation.unit();
    } catch (Expressions.UnresolvedException | IllegalArgumentException e) {
      notSent(gate, String.valueOf(e.getMessage()));
      return failure(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      notSent(gate, e.toString());
      throw e; // Gatling reports the crash, and the user goes on.
    }
  }

  /**
   * A request that was let in.
   *
   * @param gate by which gate
   * @param admission its number and phase
   * @param scheduledNanos when it was to start
   * @param startedNanos when it does
   */
  private record Entry(
      LoadGate gate, LoadGate.Admission admission, long scheduledNanos, long startedNanos) {}

  /** Whether the request is to start later; then it comes here again. */
  private boolean isEarly(LoadGate gate, Session session, long nowNanos) {
    OptionalLong burstNanos = gate.burstNanos(nowNanos);
    Session waiting =
        burstNanos.isPresent() ? ScheduledStart.put(session, burstNanos.getAsLong()) : session;
    if (!ScheduledStart.isAhead(waiting, nowNanos)) {
      return false;
    }
    ScheduledStart.await(waiting, nowNanos, this);
    return true;
  }

  private void notSent(LoadGate gate, String reason) {
    components.run().notSent(reason);
    gate.ended();
  }

  @SuppressWarnings("unchecked") // A failure is a validation of anything; Java cannot say so.
  private static Validation<BoxedUnit> failure(String message) {
    return (Validation<BoxedUnit>) (Validation<?>) new Failure(message);
  }

  private void send(Session session, Entry entry) {
    LlmProtocol protocol = components.protocol();
    String name = resolve(attributes.name(), session);
    LlmRequest request = request(session);
    HttpCall call = CallHeaders.addedTo(protocol.api().encode(request), protocol, session);

    Redaction redaction = CallHeaders.redaction(call);
    StreamExchange exchange =
        new StreamExchange(
            protocol.api(), limits, redaction, entry.scheduledNanos(), entry.startedNanos());
    RequestEnding.Context context =
        new RequestEnding.Context(
            session,
            name,
            entry.gate(),
            entry.admission().phase(),
            promptSent(request, session),
            redaction);
    components.entrance().started(entry.gate(), entry.startedNanos() - entry.scheduledNanos());
    LlmRun run = components.run();
    LlmCall[] self = new LlmCall[1];
    LlmCall wire =
        new LlmCall(
            run.clock(),
            session.eventLoop(),
            exchange,
            new TransportFailures(protocol.transport().connectTimeout()),
            components.transport().tlsTiming(),
            new LlmCall.Limits(
                protocol.timeouts().overriddenBy(attributes.timeouts()),
                attributes.leaving().drawn()),
            result -> {
              run.ended(self[0]);
              ending.end(context, result);
            });
    self[0] = wire;
    boolean shared = protocol.connections() != ConnectionUse.PER_USER;
    components.transport().send(name, call, session.userId(), shared, session.eventLoop(), wire);
    if (!wire.isEnded()) {
      run.began(wire, entry.gate());
      wire.startTimers();
    }
  }

  private LlmRequest request(Session session) {
    LlmProtocol protocol = components.protocol();
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
