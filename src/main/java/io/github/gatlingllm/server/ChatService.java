package io.github.gatlingllm.server;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chat requests from their body to their sequence.
 *
 * <p>A body is read on the intake thread, not on the event loop: to parse a long prompt and count
 * its tokens takes milliseconds, by which every event of every stream would leave late. It is one
 * thread, so requests reach the slots in the order in which they came.
 */
final class ChatService {

  private static final Logger LOG = LoggerFactory.getLogger(ChatService.class);

  /** What a refused client is told to wait: a sequence frees a slot every few moments. */
  private static final Map<String, String> RETRY_AFTER = Map.of("Retry-After", "1");

  private final EndpointSettings settings;
  private final ChatRequestReader reader;
  private final Executor intake;
  private final Executor eventLoop;
  private final Pacer pacer;
  private final LongUnaryOperator epochMillis;
  private final SequenceSlots slots;
  private final Tally tally;
  private final Refusals refusals;
  private final SplittableRandom seeds;

  /**
   * @param intake runs one task at a time, in order
   * @param eventLoop owns the slots; the service is called on it
   * @param epochMillis wall-clock time of one of the pacer's instants
   */
  ChatService(
      EndpointSettings settings,
      Executor intake,
      Executor eventLoop,
      Pacer pacer,
      LongUnaryOperator epochMillis,
      Tally tally) {
    this.settings = settings;
    this.reader = new ChatRequestReader(settings);
    this.intake = intake;
    this.eventLoop = eventLoop;
    this.pacer = pacer;
    this.epochMillis = epochMillis;
    this.slots = new SequenceSlots(settings.limits(), tally);
    this.tally = tally;
    this.refusals = new Refusals(tally);
    this.seeds = new SplittableRandom(settings.seed());
  }

  /** What answers requests of an API. */
  Consumer<Exchange> of(Dialect dialect) {
    return exchange -> {
      exchange.whenGone(() -> tally.count(Tally.Event.CANCELLED));
      intake.execute(() -> read(exchange, dialect));
    };
  }

  private void read(Exchange exchange, Dialect dialect) {
    Runnable next;
    try {
      ChatRequest request = reader.read(exchange.call().bodyBytes(), dialect);
      next = () -> admit(exchange, dialect, request);
    } catch (RefusedException e) {
      next = () -> refuse(exchange, e.error());
    } catch (RuntimeException e) {
      LOG.error("A request could not be read", e);
      next = () -> refuse(exchange, ApiError.internal("The request could not be read."));
    }
    eventLoop.execute(next);
  }

  private void refuse(Exchange exchange, ApiError error) {
    if (exchange.isOpen()) {
      refusals.send(exchange, error);
    }
  }

  private void admit(Exchange exchange, Dialect dialect, ChatRequest request) {
    if (!exchange.isOpen()) {
      return; // The client left meanwhile, and that has been counted.
    }
    long seed = seeds.nextLong();
    long receivedNanos = exchange.call().receivedNanos();
    long createdSeconds = TimeUnit.MILLISECONDS.toSeconds(epochMillis.applyAsLong(receivedNanos));
    AnswerIdentity identity =
        new AnswerIdentity("chatcmpl-%016x".formatted(seed), createdSeconds, request.model());
    Answer answer = dialect.answer(exchange, identity, request);
    Generation generation =
        new Generation(
            request, settings.latency(), seed, receivedNanos, slots, pacer, tally, answer);
    exchange.whenGone(generation::cancel);
    if (!generation.enter()) {
      ApiError error = ApiError.queueFull(settings.limits().queued());
      refusals.send(exchange, error, RETRY_AFTER);
    }
  }
}
