package io.github.gatlingllm.server;

import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.EventLoop;

/** Says when which answer writes next. Confined to the event loop. */
interface Turns {

  /** Gives an answer its next turn, never inside this call. */
  void enter(TokenStream stream);

  /** The turns of a mode. */
  static Turns of(TokenSourceSettings settings, RunClock clock, EventLoop eventLoop) {
    return settings.isFlood()
        ? new RoundRobin(eventLoop)
        : new Schedule(settings.tokensPerSecond(), clock, eventLoop);
  }
}
