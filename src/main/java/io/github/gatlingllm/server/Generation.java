package io.github.gatlingllm.server;

import java.util.SplittableRandom;

/**
 * One sequence from its slot to its last token: what leaves when. Confined to the event loop.
 *
 * <p>Due times form a chain of their own: first token = start + time to first token, each other =
 * the due time before + a gap. The clock is read to wait, never to plan, so a token that leaves
 * late makes no later token later, and the planned times of a lone stream depend on the seed alone.
 * Where the loop was held up, the tokens that fell due meanwhile leave one by one at once.
 */
final class Generation implements SequenceSlots.Sequence {

  private enum State {
    WAITING,
    RUNNING,
    OVER
  }

  /** Tokens sent in a row before the other streams have their turn. */
  private static final int MAX_BURST = 64;

  private final ChatRequest request;
  private final LatencyModel latency;
  private final SequenceSlots slots;
  private final Pacer pacer;
  private final Tally tally;
  private final Answer answer;
  private final long receivedNanos;
  // Apart, so that a seeded text does not depend on how many draws the jitter took.
  private final SplittableRandom latencyRandom;
  private final SplittableRandom textRandom;

  private State state = State.WAITING;
  private long dueNanos;
  private int produced;

  Generation(
      ChatRequest request,
      LatencyModel latency,
      long seed,
      long receivedNanos,
      SequenceSlots slots,
      Pacer pacer,
      Tally tally,
      Answer answer) {
    this.request = request;
    this.latency = latency;
    this.slots = slots;
    this.pacer = pacer;
    this.tally = tally;
    this.answer = answer;
    this.receivedNanos = receivedNanos;
    this.latencyRandom = new SplittableRandom(seed);
    this.textRandom =
        request.seed().isPresent()
            ? new SplittableRandom(request.seed().getAsLong())
            : latencyRandom.split();
  }

  /** Asks for a slot; false where slots and queue are full. */
  boolean enter() {
    return slots.offer(this, receivedNanos);
  }

  @Override
  public void granted(long freeNanos) {
    state = State.RUNNING;
    // The slot counts from when both were there, request and slot: what the endpoint itself took
    // to read the request is part of the simulated time, not on top of it.
    long startNanos = freeNanos - receivedNanos > 0 ? freeNanos : receivedNanos;
    dueNanos =
        startNanos
            + latency.firstTokenNanos(
                request.promptTokens() - request.cachedTokens(), latencyRandom);
    answer.begin();
    pacer.at(dueNanos, this::emitDue);
  }

  /** The client left: the slot is free at once, and no token is produced any more. */
  void cancel() {
    if (state == State.OVER) {
      return;
    }
    state = State.OVER;
    tally.count(Tally.Event.CANCELLED);
    slots.leave(this, pacer.nanos());
  }

  private void emitDue() {
    for (int burst = 0; burst < MAX_BURST && due(); burst++) {
      if (!answer.ready(this::emitDue)) {
        return;
      }
      emit();
    }
    if (state == State.RUNNING) {
      pacer.at(dueNanos, this::emitDue);
    }
  }

  private boolean due() {
    return state == State.RUNNING && dueNanos - pacer.nanos() <= 0;
  }

  private void emit() {
    answer.token(produced == 0 ? Vocabulary.first(textRandom) : Vocabulary.later(textRandom));
    tally.token(pacer.nanos() - dueNanos);
    produced++;
    if (state == State.OVER) {
      return; // Sending found the client gone.
    }
    if (produced == request.answerTokens()) {
      finish();
    } else {
      dueNanos += latency.gapNanos(slots.active(), latencyRandom);
    }
  }

  private void finish() {
    state = State.OVER;
    tally.count(Tally.Event.COMPLETED);
    answer.end();
    slots.leave(this, dueNanos);
  }
}
