package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.objective.ObjectiveResult;
import io.github.gatlingllm.report.RunSummary;
import io.github.gatlingllm.report.Verdict;
import io.github.gatlingllm.report.VerdictSettings;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The one place that decides on the exit status of a run, beside Gatling.
 *
 * <p>Gatling chooses its own, from its assertions, after the end of the run, and asks nobody; and
 * to leave before it does would cost its report. So the JVM goes on, and its status is replaced on
 * the way out.
 *
 * <p>Only where this JVM is there for the run alone: inside another program its status is that
 * program's. A verdict alone does it everywhere, since somebody asked for it.
 */
final class RunExit {

  private static final Set<String> GATLING =
      Set.of("io.gatling.app.Gatling", "io.gatling.app.Gatling$");

  private final boolean ofThisRun;

  private RunExit(boolean ofThisRun) {
    this.ofThisRun = ofThisRun;
  }

  /** Called where Gatling makes the run: whether its main method is below tells whose JVM it is. */
  static RunExit found() {
    return new RunExit(
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames.anyMatch(
                        frame ->
                            GATLING.contains(frame.getClassName())
                                && frame.getMethodName().equals("main"))));
  }

  /** Whether this JVM is there for the run alone. */
  boolean isOfThisRun() {
    return ofThisRun;
  }

  /** The status of a run that is over, which this JVM then ends with whenever it does end. */
  void decide(RunEnd end, RunSummary summary, VerdictSettings settings, List<String> notWritten) {
    notWritten.forEach(fault -> System.err.println("gatling-llm: " + fault));
    switch (end.kind()) {
      case INTERRUPTED -> replace(ExitStatus.ofSignal(end.rule()), "the run was interrupted");
      case ABORTED -> replace(ExitStatus.ABORTED, "the run was aborted by the rule " + end.rule());
      default ->
          settings
              .failFrom()
              .filter(summary.verdict()::isAtLeast)
              .ifPresentOrElse(
                  from -> fail(summary.verdict().result(), from), () -> judge(summary, notWritten));
    }
  }

  private void judge(RunSummary summary, List<String> notWritten) {
    String missed =
        summary.objectives().missed().stream()
            .map(ObjectiveResult::sentence)
            .collect(Collectors.joining("; "));
    if (!missed.isEmpty()) {
      replace(ExitStatus.OBJECTIVES, "objectives were missed: " + missed);
    } else if (summary.foundNoCapacity()) {
      replace(ExitStatus.OBJECTIVES, "not even the least load meets the objectives");
    } else if (!notWritten.isEmpty()) {
      replace(ExitStatus.NOT_WRITTEN, "files that were asked for are not there");
    }
  }

  private void replace(ExitStatus status, String reason) {
    if (ofThisRun) {
      atExit(status, reason);
    }
  }

  private static void fail(Verdict.Result result, Verdict.Result from) {
    atExit(
        ExitStatus.VERDICT,
        "the run is " + result + " (verdict.failOn=" + from.name().toLowerCase(Locale.ROOT) + ")");
  }

  private static void atExit(ExitStatus status, String reason) {
    System.err.println("gatling-llm: exit status " + status.code() + ": " + reason);
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> halt(status), "llm-exit-status"));
    } catch (IllegalStateException e) {
      // The JVM is ending already, with a status that somebody else chose.
    }
  }

  /**
   * Ends this JVM with a status and the message of a fault, where it is there for the run alone: as
   * an exception the message would reach its reader under Gatling's stack trace.
   */
  void insteadOf(RuntimeException fault, ExitStatus status) {
    if (!ofThisRun) {
      throw fault;
    }
    System.err.println("gatling-llm: " + fault.getMessage());
    System.out.flush();
    System.err.flush();
    System.exit(status.code());
  }

  /** Ends this JVM at once: for a run that Gatling cannot end. */
  static void halt(ExitStatus status) {
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(status.code());
  }
}
