package io.github.gatlingllm.load;

import io.github.gatlingllm.load.LoadGate.Window;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the phases of a load took place, as it was in the end. Instants are nanoseconds of the run's
 * clock.
 *
 * @param profile the load, or null if whoever injected the users decided
 * @param marks when phases that go by requests were entered; null if none does
 * @param startNanos when the load began
 * @param closeNanos when it started no more requests
 */
record LoadWindows(
    @Nullable LoadProfile profile, @Nullable RequestMarks marks, long startNanos, long closeNanos) {

  /**
   * The time of a phase; nothing if it did not take place.
   *
   * @param lastNanos when the last request ended: the end of what has no end of its own
   */
  Optional<Window> of(Phase phase, long lastNanos) {
    long close = Math.min(lastNanos, closeNanos);
    long steady = Math.min(close, steadyNanos());
    long fall = Math.min(close, fallNanos());
    Window window =
        switch (phase) {
          case RAMP_UP -> new Window(startNanos, steady);
          case STEADY -> new Window(steady, Math.max(steady, fall));
          case RAMP_DOWN -> new Window(Math.max(steady, fall), close);
          case DRAIN -> new Window(close, lastNanos);
        };
    return window.lengthNanos() > 0 ? Optional.of(window) : Optional.empty();
  }

  private long steadyNanos() {
    long byTime = profile == null ? startNanos : startNanos + profile.rampUp().toNanos();
    return marks == null ? byTime : Math.max(byTime, marks.steadyNanos());
  }

  private long fallNanos() {
    Optional<Duration> byTime = profile == null ? Optional.empty() : profile.rampDownStart();
    long byRequests = marks == null ? Long.MAX_VALUE : marks.fallNanos();
    return Math.min(byRequests, byTime.map(time -> startNanos + time.toNanos()).orElse(byRequests));
  }
}
