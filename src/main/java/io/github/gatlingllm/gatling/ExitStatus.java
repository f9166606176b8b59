package io.github.gatlingllm.gatling;

import io.github.gatlingllm.report.Verdict;
import java.util.Locale;

/**
 * The exit status of a run whose verdict fails it.
 *
 * <p>Gatling chooses its own, from its assertions, after the verdict is known, and asks nobody; and
 * to leave before it does would cost its report. So the JVM goes on, and its status is replaced on
 * the way out.
 */
final class ExitStatus {

  /** Beside Gatling's own: 1 for a crash, 2 for a failed assertion; and 3 for a configuration. */
  static final int VERDICT = 4;

  private ExitStatus() {}

  /** Says so on the console, and makes this JVM end with {@link #VERDICT} whenever it does end. */
  static void failAtExit(Verdict.Result result, Verdict.Result failFrom) {
    System.err.println(
        "gatling-llm: the run is "
            + result
            + ", so its exit status is "
            + VERDICT
            + " (verdict.failOn="
            + failFrom.name().toLowerCase(Locale.ROOT)
            + ")");
    Runtime.getRuntime().addShutdownHook(new Thread(ExitStatus::leave, "llm-exit-status"));
  }

  private static void leave() {
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(VERDICT);
  }
}
