package io.github.gatlingllm.gatling;

import io.gatling.commons.util.Clock;
import io.gatling.commons.validation.Failure;
import io.gatling.commons.validation.Validation;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.stats.StatsEngine;
import io.github.gatlingllm.load.LoadGate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import scala.Function1;
import scala.runtime.BoxedUnit;

/** Sends one LLM request of a virtual user. */
final class LlmRequestAction extends JavaRequestAction {

  private final LlmRequestAttributes attributes;
  private final LlmComponents components;
  private final CoreComponents core;
  private final Action next;
  private final RequestPreparation preparation;
  private final RequestSending sending;

  LlmRequestAction(
      LlmRequestAttributes attributes, LlmComponents components, CoreComponents core, Action next) {
    this.attributes = attributes;
    this.components = components;
    this.core = core;
    this.next = next;
    this.preparation =
        new RequestPreparation(attributes, components.protocol(), components.transport());
    this.sending =
        new RequestSending(
            attributes,
            components,
            new RequestEnding(components, core.statsEngine(), next, attributes.checks()));
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
    long nowNanos = components.run().clock().nanos();
    if (components.run().isTerminated()) {
      return Validation.unit();
    }
    LoadGate gate = components.entrance().gate(session);
    if (gate == null) {
      components.entrance().refused(session, null, nowNanos, this);
      return Validation.unit();
    }
    if (isEarly(gate, session, nowNanos)) {
      return Validation.unit();
    }
    if (FedPrompt.isEarly(session, () -> $bang(session))) {
      return Validation.unit(); // It repeats a prompt whose answer is not there yet.
    }
    ScheduledStart start = ScheduledStart.of(session);
    Supplier<PreparedRequest> prepared = start == null ? null : start.take();
    long startedNanos = nowNanos;
    if (prepared == null && components.transport().signs()) {
      prepared = preparation.ahead(session);
      startedNanos = components.run().clock().nanos(); // A signature is no part of a latency.
    }
    // A closed load's burst is waited for, but it has no schedule that it could be late for.
    long scheduledNanos = gate.isClosed() || start == null ? startedNanos : start.nanos();
    Optional<LoadGate.Admission> admission = gate.tryStart(scheduledNanos);
    if (admission.isEmpty()) {
      components.entrance().refused(session, gate, startedNanos, this);
      return Validation.unit();
    }
    RequestSending.Entry entry =
        new RequestSending.Entry(gate, admission.get(), scheduledNanos, startedNanos);
    try {
      sending.send(prepared == null ? preparation.of(session) : prepared.get(), entry);
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
   * Whether the request is to start later; then it is made now, so that at its instant it only has
   * to be sent, and the session comes here again.
   */
  private boolean isEarly(LoadGate gate, Session session, long nowNanos) {
    OptionalLong burstNanos = gate.burstNanos(nowNanos);
    Session waiting =
        burstNanos.isPresent() ? ScheduledStart.put(session, burstNanos.getAsLong()) : session;
    ScheduledStart start = ScheduledStart.of(waiting);
    if (start == null || !start.isAhead(nowNanos)) {
      return false;
    }
    start.keep(preparation.ahead(waiting));
    components.run().startsOn(session.eventLoop()).add(start.nanos(), () -> $bang(waiting));
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
}
