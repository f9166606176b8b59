package io.github.gatlingllm.report;

/** A file that holds no calibration that could be used, and why. */
final class UnusableCalibrationException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableCalibrationException(String reason) {
    super(reason, null, false, false);
  }
}
