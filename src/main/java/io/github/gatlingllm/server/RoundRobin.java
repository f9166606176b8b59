package io.github.gatlingllm.server;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * As fast as can be, one write each in turn: an answer sent in one go would reach the client as few
 * large reads, whatever the size of its writes.
 */
final class RoundRobin implements Turns {

  /** Writes in a row before the event loop looks at its sockets again. */
  private static final int MAX_BURST = 64;

  private final EventLoop eventLoop;
  private final Deque<TokenStream> waiting = new ArrayDeque<>();
  private boolean running;

  RoundRobin(EventLoop eventLoop) {
    this.eventLoop = eventLoop;
  }

  @Override
  public void enter(TokenStream stream) {
    waiting.addLast(stream);
    if (!running) {
      running = true;
      eventLoop.execute(this::round);
    }
  }

  private void round() {
    for (int i = 0; i < MAX_BURST; i++) {
      TokenStream stream = waiting.pollFirst();
      if (stream == null) {
        running = false;
        return;
      }
      stream.write();
    }
    eventLoop.execute(this::round);
  }
}
