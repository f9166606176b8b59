package io.github.gatlingllm.gatling;

import io.gatling.core.session.Session;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.stream.StreamExchange;
import io.github.gatlingllm.stream.StreamLimits;

/** Sends the requests of an action: all that is left to do at their instants. */
final class RequestSending {

  private final LlmComponents components;
  private final LlmProtocol protocol;
  private final RequestEnding ending;
  private final StreamLimits limits;
  private final Timeouts timeouts;
  private final Leaving leaving;
  private final TransportFailures failures;
  private final boolean shared;

  RequestSending(LlmRequestAttributes attributes, LlmComponents components, RequestEnding ending) {
    this.components = components;
    this.protocol = components.protocol();
    this.ending = ending;
    this.limits =
        StreamLimits.DEFAULT.withTextChars(
            protocol
                .run()
                .texts()
                .neededChars(!attributes.checks().isEmpty() || attributes.conversation() != null));
    this.timeouts = protocol.timeouts().overriddenBy(attributes.timeouts());
    this.leaving = attributes.leaving();
    this.failures = new TransportFailures(protocol.transport().connectTimeout());
    this.shared = protocol.connections() != ConnectionUse.PER_USER;
  }

  /**
   * A request that was let in.
   *
   * @param gate by which gate
   * @param admission its number and phase
   * @param scheduledNanos when it was to start
   * @param startedNanos when it does
   */
  record Entry(
      LoadGate gate, LoadGate.Admission admission, long scheduledNanos, long startedNanos) {}

  /** Sends one; the user goes on when it has ended. */
  void send(PreparedRequest prepared, Entry entry) {
    Session session = prepared.session();
    StreamExchange exchange =
        new StreamExchange(
            protocol.api(),
            limits,
            prepared.redaction(),
            entry.scheduledNanos(),
            entry.startedNanos());
    exchange.asks(prepared.batch());
    RequestEnding.Context context =
        new RequestEnding.Context(
            session,
            prepared.name(),
            entry.gate(),
            entry.admission().phase(),
            prepared.promptNow(),
            prepared.original(),
            prepared.redaction(),
            prepared.conversation(),
            prepared.said());
    if (prepared.original() != null) {
      prepared.original().begun();
    }
    components.entrance().started(entry.gate(), entry.startedNanos() - entry.scheduledNanos());
    LlmRun run = components.run();
    if (prepared.conversation() != null && prepared.conversation().thinks()) {
      run.userThinks();
    }
    LlmCall[] self = new LlmCall[1];
    LlmCall wire =
        new LlmCall(
            run.clock(),
            session.eventLoop(),
            exchange,
            failures,
            components.transport().tlsTiming(),
            new LlmCall.Limits(timeouts, leaving.drawn()),
            result -> {
              run.ended(self[0]);
              ending.end(context, result);
            });
    self[0] = wire;
    try {
      components
          .transport()
          .send(prepared.http(), session.userId(), shared, session.eventLoop(), wire);
    } catch (RuntimeException e) { // Nobody may wait for an end that never comes.
      if (prepared.original() != null) {
        prepared.original().ended(false);
      }
      throw e;
    }
    if (!wire.isEnded()) {
      run.began(wire, entry.gate());
      wire.startTimers();
    }
  }
}
