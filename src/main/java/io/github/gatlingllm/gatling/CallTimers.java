package io.github.gatlingllm.gatling;

import io.github.gatlingllm.stream.StreamExchange;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamOutcome.Cancelled;
import io.github.gatlingllm.stream.StreamOutcome.TimedOut;
import io.github.gatlingllm.stream.TimeoutKind;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The clocks that run against one call: limits of time, and the patience of its user.
 *
 * <p>A limit that every event pushes back is one task that looks when it is due and, if there was
 * an event meanwhile, waits for the rest: nothing is scheduled or cancelled for a token. Confined
 * to the call's event loop.
 */
final class CallTimers {

  private final RunClock clock;
  private final EventLoop eventLoop;
  private final StreamExchange exchange;
  private final Timeouts timeouts;
  private final Leaving leaving;
  private final long startedNanos;
  private final Consumer<StreamOutcome> stop;
  private final List<Future<?>> tasks = new ArrayList<>();
  private boolean answerBegan;

  CallTimers(
      RunClock clock,
      EventLoop eventLoop,
      StreamExchange exchange,
      Timeouts timeouts,
      Leaving leaving,
      Consumer<StreamOutcome> stop) {
    this.clock = clock;
    this.eventLoop = eventLoop;
    this.exchange = exchange;
    this.timeouts = timeouts;
    this.leaving = leaving;
    this.startedNanos = clock.nanos();
    this.stop = stop;
  }

  void start() {
    Duration total = timeouts.total();
    if (total != null) {
      at(total, () -> stop.accept(new TimedOut(TimeoutKind.TOTAL, total)));
    }
    Duration connectLimit = timeouts.connect();
    if (connectLimit != null) {
      at(connectLimit, () -> connectIsDue(connectLimit));
    }
    Duration firstToken = timeouts.firstToken();
    if (firstToken != null) {
      at(firstToken, () -> firstTokenIsDue(firstToken));
    }
    Duration after = leaving.after();
    if (after != null) {
      at(
          after,
          () -> stop.accept(new Cancelled("the user left after " + after.toMillis() + " ms")));
    }
    Duration patience = leaving.withoutTokenFor();
    if (patience != null) {
      whenQuiet(
          patience,
          () -> Math.max(startedNanos, exchange.lastOutputNanos()),
          new Cancelled("the user left after " + patience.toMillis() + " ms without a token"));
    }
  }

  private void connectIsDue(Duration limit) {
    if (!exchange.isWritten()) {
      stop.accept(new TimedOut(TimeoutKind.CONNECT, limit));
    }
  }

  private void firstTokenIsDue(Duration limit) {
    if (!exchange.hasOutput() && !exchange.isTerminal()) {
      stop.accept(new TimedOut(TimeoutKind.FIRST_TOKEN, limit));
    }
  }

  /** Bytes of the answer came in and were decoded. */
  void progressed() {
    Duration idle = timeouts.idle();
    if (!answerBegan && idle != null && lastSignOfLife() != RequestInstants.NEVER) {
      answerBegan = true;
      whenQuiet(idle, this::lastSignOfLife, new TimedOut(TimeoutKind.IDLE, idle));
    }
    if (leaving.afterTokens() > 0 && exchange.outputTokensSoFar() >= leaving.afterTokens()) {
      stop.accept(new Cancelled("the user left after " + leaving.afterTokens() + " tokens"));
    }
  }

  private long lastSignOfLife() {
    return timeouts.commentsCount()
        ? Math.max(exchange.lastEventNanos(), exchange.lastCommentNanos())
        : exchange.lastEventNanos();
  }

  private void whenQuiet(Duration limit, LongSupplier lastNanos, StreamOutcome outcome) {
    long quietNanos = clock.nanos() - lastNanos.getAsLong();
    long restNanos = limit.toNanos() - quietNanos;
    if (restNanos <= 0) {
      stop.accept(outcome);
    } else {
      after(restNanos, () -> whenQuiet(limit, lastNanos, outcome));
    }
  }

  private void at(Duration limit, Runnable task) {
    after(limit.toNanos(), task);
  }

  private void after(long nanos, Runnable task) {
    tasks.removeIf(Future::isDone);
    tasks.add(eventLoop.schedule(task, nanos, TimeUnit.NANOSECONDS));
  }

  void cancel() {
    tasks.forEach(task -> task.cancel(false));
  }
}
