package io.github.gatlingllm.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** How the pieces of a stream are put into its body. Of one answer; confined to its event loop. */
interface EventFraming {

  /** Server-sent events are their own framing. */
  EventFraming NONE =
      new EventFraming() {
        @Override
        public String contentType() {
          return "text/event-stream; charset=utf-8";
        }

        @Override
        public ByteBuf framed(ByteBuf piece) {
          return piece;
        }
      };

  /** What follows a piece. */
  enum Step {
    GO_ON,
    /** One last frame, and the body ends. */
    END,
    /** One last frame, and the connection closes. */
    CUT
  }

  String contentType();

  /** A piece in its frame; takes the piece over. */
  ByteBuf framed(ByteBuf piece);

  /** What follows the pieces so far. */
  default Step next() {
    return Step.GO_ON;
  }

  /** The frame that breaks the stream off. */
  default ByteBuf last() {
    return Unpooled.EMPTY_BUFFER;
  }
}
