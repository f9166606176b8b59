package io.github.gatlingllm.live;

import java.util.Optional;

/** Where a run is shown. Used by one thread, but for {@link #resized}. */
interface Display {

  /** Shows nothing. */
  Display NOTHING =
      new Display() {
        @Override
        public long tickNanos() {
          return 0;
        }

        @Override
        public void show(LiveFrame frame, long nowNanos) {}

        @Override
        public void end(Optional<LiveFrame> last) {}

        @Override
        public boolean isOver() {
          return true;
        }
      };

  /** So often it wants a frame. */
  long tickNanos();

  /** Shows a frame, if it is time. */
  void show(LiveFrame frame, long nowNanos);

  /**
   * The run is over.
   *
   * @param last the run when all of it has been counted; nothing if it has not begun
   */
  void end(Optional<LiveFrame> last);

  /** Whether nobody looks any more. */
  boolean isOver();

  /** Its size may have changed; may be called by any thread. */
  default void resized() {}
}
