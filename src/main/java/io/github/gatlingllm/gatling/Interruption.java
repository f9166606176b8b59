package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.RunEnd;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a signal does to a run: the first ends it in order, with a short drain; a second one at
 * once. Either way Gatling ends it; where Gatling does not come to that, the thread of the signal
 * closes the files itself and ends the JVM.
 */
final class Interruption {

  /** The most that open streams may take after a signal. */
  static final Duration MAX_DRAIN = Duration.ofSeconds(10);

  /** The signal of a terminal that is gone. */
  static final String HANG_UP = "HUP";

  private static final Duration FOR_GATLING = Duration.ofSeconds(20);

  private final LlmRun run;
  private final AtomicBoolean interrupted = new AtomicBoolean();

  Interruption(LlmRun run) {
    this.run = run;
  }

  /** Called on a thread of its own. */
  void by(String signal) {
    boolean first = interrupted.compareAndSet(false, true);
    if (!first && signal.equals(HANG_UP)) {
      return; // It follows Ctrl-C where Maven, which dies of that, is what holds the terminal.
    }
    Duration drain = first ? drain() : Duration.ZERO;
    System.err.println(first ? firstMessage(signal, drain) : secondMessage(signal));
    run.stop().begin(RunEnd.interrupted(signal), drain);
    if (!run.hasUsers() || !run.awaitTermination(drain.plus(FOR_GATLING))) {
      try {
        run.terminate();
      } finally {
        RunExit.halt(ExitStatus.ofSignal(signal));
      }
    }
  }

  private Duration drain() {
    return run.drainTimeout().filter(limit -> limit.compareTo(MAX_DRAIN) < 0).orElse(MAX_DRAIN);
  }

  private String firstMessage(String signal, Duration drain) {
    return String.format(
        "gatling-llm: SIG%s: no more requests start; open streams (%d) have %.1f s to end. Send it"
            + " again (kill -%s %d) to end at once.",
        signal, run.openCalls(), drain.toMillis() / 1e3, signal, ProcessHandle.current().pid());
  }

  private String secondMessage(String signal) {
    return "gatling-llm: SIG"
        + signal
        + " again: open streams ("
        + run.openCalls()
        + ") are aborted";
  }
}
