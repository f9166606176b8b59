package io.github.gatlingllm.gatling;

/**
 * The exit statuses that are ours, those first that hold where several apply. Gatling has 0 for all
 * well, 1 for a crash and 2 for a failed assertion; ours replace them. docs/exit-status.md tells
 * users of them.
 */
public enum ExitStatus {
  /** The configuration has faults, or the run was not confirmed: nothing was sent. */
  INVALID_CONFIGURATION(3),
  /** The pre-flight request failed: nothing else was sent. */
  NO_ENDPOINT(6),
  /** Ended by SIGINT; 128 and its number, as shells have it. */
  INTERRUPTED(130),
  /** Ended by SIGTERM; 128 and its number, as shells have it. */
  TERMINATED(143),
  /** Ended by SIGHUP, as when its terminal is closed; 128 and its number, as shells have it. */
  HUNG_UP(129),
  /** Ended by a stop rule or a budget. */
  ABORTED(5),
  /** The run is so bad that its verdict fails it. */
  VERDICT(4),
  /** An objective of the run was missed. */
  OBJECTIVES(7),
  /** A file that was asked for could not be written at the end of the run. */
  NOT_WRITTEN(1);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /** The number. */
  public int code() {
    return code;
  }

  /** Of a run that was ended by a signal, named with SIG or without. */
  static ExitStatus ofSignal(String name) {
    if (name.endsWith("INT")) {
      return INTERRUPTED;
    }
    return name.endsWith("HUP") ? HUNG_UP : TERMINATED;
  }
}
