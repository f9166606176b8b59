package io.github.gatlingllm.config;

/** A value that a key does not accept, and why. */
final class RejectedValueException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean valueShown;

  private RejectedValueException(String reason, boolean valueShown) {
    super(reason, null, false, false);
    this.valueShown = valueShown;
  }

  /** The fault reads "(value) is not (accepts)". */
  static RejectedValueException isNot(String accepts) {
    return new RejectedValueException("is not " + accepts, true);
  }

  /** The fault reads "(value) is more than (max), the largest value accepted". */
  static RejectedValueException isMoreThan(String max) {
    return new RejectedValueException("is more than " + max + ", the largest value accepted", true);
  }

  /** The fault is the sentence alone; the value is not shown, since it may hold a secret. */
  static RejectedValueException because(String sentence) {
    return new RejectedValueException(sentence, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  boolean valueShown() {
    return valueShown;
  }
}
