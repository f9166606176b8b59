package io.github.gatlingllm.gatling;

import static io.github.gatlingllm.gatling.Expressions.resolve;

import io.gatling.core.CoreComponents;
import io.gatling.core.session.Session;
import io.gatling.core.session.Session$;
import io.gatling.http.client.Request;
import io.github.gatlingllm.api.Batch;
import io.github.gatlingllm.api.HttpCall;
import io.github.gatlingllm.api.LlmRequest;
import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.stream.StreamExchange;
import io.github.gatlingllm.stream.StreamLimits;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Requests of no user: with the model, the key, the headers and the limits of a protocol, over the
 * same transport, and in no statistic, log or row of Gatling's.
 */
final class UncountedRequests {

  private static final String NAME = "uncounted";
  private static final long NOBODY = 0;

  private final CoreComponents core;
  private final RunClock clock;
  private final LlmProtocol protocol;
  private final HttpTransport transport;
  private final List<String> secrets;

  UncountedRequests(
      CoreComponents core, RunClock clock, LlmProtocol protocol, HttpTransport transport) {
    this.core = core;
    this.clock = clock;
    this.protocol = protocol;
    this.transport = transport;
    this.secrets = CallHeaders.ofAllCalls(protocol);
  }

  /** One that is ready to be sent. */
  final class Prepared {
    private final HttpCall call;
    private final Batch batch;
    private final EventLoop eventLoop;
    private final Redaction redaction;

    private Prepared(CallHeaders.Keyed keyed, Batch batch, EventLoop eventLoop) {
      this.call = keyed.call();
      this.batch = batch;
      this.eventLoop = eventLoop;
      this.redaction = keyed.redaction().with(secrets);
    }

    /**
     * Sends it.
     *
     * @param whenEnded called once, on an event loop
     */
    void send(Consumer<StreamResult> whenEnded) {
      eventLoop.execute(() -> sendOnLoop(this, whenEnded));
    }
  }

  /**
   * Makes a request.
   *
   * @param said its messages, after the protocol's system message
   * @param maxTokens the most output tokens asked for, which an API that generates none is not
   *     asked
   * @throws Expressions.UnresolvedException if the protocol needs values of a user's session
   * @throws RuntimeException the same, from a function of the simulation
   */
  Prepared prepare(List<Message> said, OptionalInt maxTokens) {
    EventLoop eventLoop = core.eventLoopGroup().next();
    Session session = Session$.MODULE$.apply(NAME, NOBODY, eventLoop);
    List<Message> messages = new ArrayList<>();
    if (protocol.systemPrompt() != null) {
      messages.add(new Message("system", resolve(protocol.systemPrompt(), session)));
    }
    messages.addAll(said);
    OptionalInt limit = protocol.api().generates() ? maxTokens : OptionalInt.empty();
    LlmRequest request =
        new LlmRequest(
            resolve(protocol.model(), session),
            messages,
            limit,
            protocol.streaming(),
            protocol.includeUsage(),
            RequestBody.of(protocol, null, limit));
    HttpCall call = protocol.api().encode(request);
    return new Prepared(
        CallHeaders.addedTo(call, protocol, session), protocol.api().batch(request), eventLoop);
  }

  private void sendOnLoop(Prepared prepared, Consumer<StreamResult> whenEnded) {
    HttpCall call = prepared.call;
    EventLoop eventLoop = prepared.eventLoop;
    Request request = null;
    RuntimeException refused = null;
    Redaction redaction = prepared.redaction;
    try {
      Request made = transport.request(NAME, call, eventLoop);
      redaction = redaction.withLater(() -> RequestSignature.secrets(made));
      request = made;
    } catch (RuntimeException e) {
      refused = e;
    }
    long now = clock.nanos();
    StreamExchange exchange =
        new StreamExchange(protocol.api(), StreamLimits.DEFAULT, redaction, now, now);
    exchange.asks(prepared.batch);
    LlmCall wire =
        new LlmCall(
            clock,
            eventLoop,
            exchange,
            new TransportFailures(protocol.transport().connectTimeout()),
            transport.tlsTiming(),
            new LlmCall.Limits(limits(), Leaving.NEVER),
            result -> {
              transport.userEnded(NOBODY, eventLoop);
              whenEnded.accept(result);
            });
    boolean shared = protocol.connections() != ConnectionUse.PER_USER;
    try {
      if (request == null) {
        wire.onThrowable(Objects.requireNonNull(refused));
      } else {
        transport.send(request, NOBODY, shared, eventLoop, wire);
      }
    } catch (RuntimeException e) { // Whoever waits for its end must see one.
      wire.onThrowable(e);
    }
    if (!wire.isEnded()) {
      wire.startTimers();
    }
  }

  /** The protocol's; somebody waits for the answer, so there is always one on the whole. */
  private Timeouts limits() {
    Timeouts limits = protocol.timeouts();
    return Timeouts.DEFAULT.overriddenBy(limits);
  }
}
