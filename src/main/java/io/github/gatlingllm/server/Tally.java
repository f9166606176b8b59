package io.github.gatlingllm.server;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The live counters behind {@link EndpointCounters}. Any thread may count and read. */
final class Tally {

  /** Something that happened to a request, a connection or a token. */
  enum Event {
    REQUEST,
    ANSWERED,
    COMPLETED,
    CANCELLED,
    REJECTED,
    QUEUE_FULL,
    TOO_LARGE,
    CONNECTION_REFUSED,
    SLOW_READER_CUT,
    PIPELINE_CUT,
    TOKEN
  }

  private final Map<Event, LongAdder> events = Collections.unmodifiableMap(zeros());
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicInteger peakActive = new AtomicInteger();
  private final LatenessHistogram lateness = new LatenessHistogram();

  private static Map<Event, LongAdder> zeros() {
    Map<Event, LongAdder> zeros = new EnumMap<>(Event.class);
    for (Event event : Event.values()) {
      zeros.put(event, new LongAdder());
    }
    return zeros;
  }

  void count(Event event) {
    adder(event).increment();
  }

  /** One token left, so many nanoseconds after it was due. */
  void token(long lateNanos) {
    count(Event.TOKEN);
    lateness.record(lateNanos);
  }

  /** How many sequences are generated and how many wait, from now on. */
  void occupancy(int activeNow, int queuedNow) {
    active.set(activeNow);
    queued.set(queuedNow);
    peakActive.accumulateAndGet(activeNow, Math::max);
  }

  EndpointCounters read() {
    return new EndpointCounters(
        sum(Event.REQUEST),
        sum(Event.ANSWERED),
        sum(Event.COMPLETED),
        sum(Event.CANCELLED),
        sum(Event.REJECTED),
        sum(Event.QUEUE_FULL),
        sum(Event.TOO_LARGE),
        sum(Event.CONNECTION_REFUSED),
        sum(Event.SLOW_READER_CUT),
        sum(Event.PIPELINE_CUT),
        sum(Event.TOKEN),
        active.get(),
        queued.get(),
        peakActive.get(),
        lateness.read());
  }

  private long sum(Event event) {
    return adder(event).sum();
  }

  private LongAdder adder(Event event) {
    LongAdder adder = events.get(event);
    if (adder == null) {
      throw new IllegalStateException("no counter for " + event);
    }
    return adder;
  }
}
