package io.github.gatlingllm.server;

import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.EventLoop;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Each answer at its own rate from its own start, and at most one wake-up a millisecond for all of
 * them: thousands of answers cost one timer, not thousands. A token is up to a millisecond late for
 * it, which harms nothing, since what counts is when it left and not when it was due.
 */
final class Schedule implements Turns {

  private static final long LEAST_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final RunClock clock;
  private final EventLoop eventLoop;
  private final double gapNanos;
  private final Queue<TokenStream> waiting =
      new PriorityQueue<>(Comparator.comparingLong(TokenStream::dueNanos));
  private long lastWakeNanos;
  private long timerNanos;
  private @Nullable Future<?> timer;
  private boolean writing;

  Schedule(double tokensPerSecond, RunClock clock, EventLoop eventLoop) {
    this.clock = clock;
    this.eventLoop = eventLoop;
    this.gapNanos = TimeUnit.SECONDS.toNanos(1) / tokensPerSecond;
    this.lastWakeNanos = clock.nanos() - LEAST_SLEEP_NANOS;
  }

  @Override
  public void enter(TokenStream stream) {
    // From the start and not from the token before, so that lateness does not add up.
    stream.dueAt(stream.startNanos() + Math.round(stream.written() * gapNanos));
    waiting.add(stream);
    if (!writing) {
      setTimer();
    }
  }

  private void setTimer() {
    TokenStream next = waiting.peek();
    if (next == null) {
      return;
    }
    long wakeNanos = Math.max(next.dueNanos(), lastWakeNanos + LEAST_SLEEP_NANOS);
    if (timer != null) {
      if (timerNanos <= wakeNanos) {
        return;
      }
      timer.cancel(false);
    }
    timerNanos = wakeNanos;
    long delayNanos = Math.max(0, wakeNanos - clock.nanos());
    timer = eventLoop.schedule(this::wake, delayNanos, TimeUnit.NANOSECONDS);
  }

  private void wake() {
    timer = null;
    lastWakeNanos = clock.nanos();
    writing = true;
    for (TokenStream due = due(); due != null; due = due()) {
      due.write();
    }
    writing = false;
    setTimer();
  }

  /** The next answer that was due when this wake-up began; later ones wait for the next. */
  private @Nullable TokenStream due() {
    TokenStream next = waiting.peek();
    return next != null && next.dueNanos() <= lastWakeNanos ? waiting.poll() : null;
  }
}
