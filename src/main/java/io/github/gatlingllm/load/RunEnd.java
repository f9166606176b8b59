package io.github.gatlingllm.load;

import java.util.Locale;

/**
 * How a run came to its end.
 *
 * @param kind what kind of end it was
 * @param rule the name of what ended it before its time, or an empty string
 * @param reason the same for people, with its figures, or an empty string
 */
public record RunEnd(Kind kind, String rule, String reason) {

  /** The load ran its course. */
  public static final RunEnd COMPLETED = new RunEnd(Kind.COMPLETED, "", "");

  /** Nothing tells of an end. */
  public static final RunEnd UNFINISHED = new RunEnd(Kind.UNFINISHED, "", "");

  /** From good to bad. */
  public enum Kind {
    /** The load ran its course. */
    COMPLETED,
    /** Somebody ended it by a signal. */
    INTERRUPTED,
    /** A rule of its own ended it. */
    ABORTED,
    /** It was killed, or goes on still. */
    UNFINISHED;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The kind's name in files. */
    public String key() {
      return key;
    }
  }

  /**
   * Ended by a signal.
   *
   * @param signal its name without SIG, such as {@code INT}
   */
  public static RunEnd interrupted(String signal) {
    return new RunEnd(Kind.INTERRUPTED, "SIG" + signal, "the process was sent SIG" + signal);
  }

  /** Ended by a rule. */
  public static RunEnd aborted(String rule, String reason) {
    return new RunEnd(Kind.ABORTED, rule, reason);
  }

  /** Whether the load ran its course. */
  public boolean isComplete() {
    return kind == Kind.COMPLETED;
  }
}
