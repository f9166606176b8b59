package io.github.gatlingllm.server;

import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;

/**
 * One answer of a {@link TokenSource} under way. A write begins only when the kernel has taken the
 * one before it, so the instant before a write is that of a system call. Confined to the event
 * loop.
 */
final class TokenStream {

  private final ChannelHandlerContext context;
  private final RenderedAnswer answer;
  private final RunClock clock;
  private final SendRecord sent;
  private final SendTimes times;
  private final Turns turns;
  private final Runnable whenOver;
  private final long startNanos;
  private int nextWrite;
  private long dueNanos;
  private boolean cancelled;

  /**
   * @param turns says when it writes
   * @param whenOver runs when the last write was handed over
   */
  TokenStream(
      ChannelHandlerContext context,
      RenderedAnswer answer,
      RunClock clock,
      SendRecord sent,
      SendTimes times,
      Turns turns,
      Runnable whenOver,
      long startNanos) {
    this.context = context;
    this.answer = answer;
    this.clock = clock;
    this.sent = sent;
    this.times = times;
    this.turns = turns;
    this.whenOver = whenOver;
    this.startNanos = startNanos;
  }

  /** Where its schedule begins. */
  long startNanos() {
    return startNanos;
  }

  /** How many writes it has made. */
  int written() {
    return nextWrite;
  }

  /** When its next write is due, as its turns have it. */
  long dueNanos() {
    return dueNanos;
  }

  void dueAt(long nanos) {
    dueNanos = nanos;
  }

  SendTimes times() {
    return times;
  }

  /** The client left. */
  void cancel() {
    cancelled = true;
  }

  /** Makes the next write, and asks for another turn once the kernel has taken it. */
  void write() {
    if (cancelled) {
      return;
    }
    int events = answer.eventsOf(nextWrite);
    long before = clock.nanos();
    ChannelFuture written = context.writeAndFlush(answer.write(nextWrite));
    times.sent(events, before, clock.nanos());
    sent.sent(events);
    nextWrite++;
    if (nextWrite == answer.writes()) {
      whenOver.run();
    } else if (written.isDone()) {
      turns.enter(this);
    } else {
      ChannelFuture unused = written.addListener(taken -> turns.enter(this));
    }
  }
}
